import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PNG } from "pngjs";
import { comparePictures } from "./compare.mjs";
import { compressPicture } from "./compress.mjs";

/*
 * A folder of pictures: `<cell>/<variant>.png`, and in `index.json` for each cell and variant the
 * name of its picture, which is another variant's where both look alike.
 */

export async function readBaselines(folder) {
  const index = JSON.parse(await readFile(join(folder, "index.json"), "utf8").catch(() => "{}"));
  return {
    cells: Object.keys(index),
    /** the picture that a cell should give, or nothing if it is new */
    async expected(cell, variant) {
      const name = index[cell]?.[variant];
      if (name === undefined) return undefined;
      return PNG.sync.read(await readFile(join(folder, cell, `${name}.png`)));
    },
  };
}

/**
 * Writes the pictures, given as cell -> variant -> picture, in place of those that were there. The file
 * of a picture that looks as before stays as it is, byte for byte.
 */
export async function writeBaselines(folder, shots) {
  const index = {};
  const files = [];
  for (const [cell, pictures] of shots) {
    index[cell] = {};
    const kept = [];
    for (const [variant, picture] of pictures) {
      const alike = kept.find(([, other]) => comparePictures(other, picture).count === 0);
      index[cell][variant] = alike?.[0] ?? variant;
      if (alike !== undefined) continue;
      kept.push([variant, picture]);
      const file = join(folder, cell, `${variant}.png`);
      const before = await readFile(file).catch(() => undefined);
      const isSame = before && comparePictures(PNG.sync.read(before), picture).count === 0;
      files.push([file, isSame ? before : await compressPicture(PNG.sync.write(picture))]);
    }
  }
  await rm(folder, { recursive: true, force: true });
  for (const [file, content] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await writeFile(join(folder, "index.json"), `${JSON.stringify(index, null, 2)}\n`);
}

/** What a failed comparison leaves beside each other for a person to look at. */
export async function writeFailure(folder, cell, variant, pictures) {
  const there = Object.entries(pictures).filter(([, picture]) => picture !== undefined);
  await mkdir(join(folder, cell), { recursive: true });
  for (const [part, picture] of there) {
    await writeFile(join(folder, cell, `${variant}-${part}.png`), PNG.sync.write(picture));
  }
}
