import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** what names of the package stand for, by how a program asks for them */
const USES = {
  "import.mjs":
    'import * as p from "preplab"; import * as l from "preplab/library"; import * as tf from "@tensorflow/tfjs"; report(p, l, tf);',
  "require.cjs":
    'report(require("preplab"), require("preplab/library"), require("@tensorflow/tfjs"));',
};
const REPORT = `
function report(preplab, library, tf) {
  const names = Object.keys(preplab).filter((name) => !(name in library)).sort();
  const same = Object.keys(library).every((name) => preplab[name] === library[name]);
  const output = preplab.layers.rescaling({ scale: 2 })([1, 2]);
  console.log(JSON.stringify({
    names, same, tensors: output instanceof tf.Tensor, values: [...output.dataSync()],
  }));
}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-package-"));
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: ROOT,
      encoding: "utf8",
    }),
  ) as [{ filename: string }];
  const modules = join(folder, "node_modules");
  const installed = join(modules, "preplab");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
  // what npm would install beside it
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(USES))("the packed package is whole: %s", (file, text) => {
  writeFileSync(join(folder, file), text + REPORT);
  const printed = execFileSync(process.execPath, [join(folder, file)], {
    encoding: "utf8",
    timeout: 60_000,
  });
  const { names, ...rest } = JSON.parse(printed) as { names: string[] };
  expect(rest).toEqual({ same: true, tensors: true, values: [2, 4] });
  expect(names).toEqual(expect.arrayContaining(["display", "plot", "show", "table"]));
});

test("every address of the package leads to a file that is packed", async () => {
  const { default: manifest } = (await import(join(folder, "node_modules/preplab/package.json"), {
    with: { type: "json" },
  })) as {
    default: {
      main: string;
      types: string;
      exports: Record<string, string | Record<string, string>>;
    };
  };
  const { exports, main, types } = manifest;
  const targets = Object.values(exports).flatMap((one) =>
    typeof one === "string" ? [one] : Object.values(one),
  );
  const installed = join(folder, "node_modules/preplab");
  expect([main, types, ...targets].filter((path) => !existsSync(join(installed, path)))).toEqual(
    [],
  );
});

test.each(["nodenext", "bundler"])(
  "types are found by %s resolution",
  (resolution) => {
    const use = (line: string) => {
      const compilerOptions = {
        module: resolution === "bundler" ? "preserve" : "nodenext",
        moduleResolution: resolution,
        target: "es2022",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ["node"],
      };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["use.mts"] }),
      );
      writeFileSync(
        join(folder, "use.mts"),
        `import { display, layers, show } from "preplab"; import { type StringLookup } from "preplab/library";
const lookup: StringLookup = layers.stringLookup();
${line}`,
      );
      try {
        return execFileSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout);
      }
    };
    expect(use("const shown: { displayId: string } = await display(show([[1]]));")).toBe("");
    expect(use("show(lookup, { labels: 7 });")).toContain("use.mts(3,");
  },
  60_000,
);
