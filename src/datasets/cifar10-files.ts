import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

export const SIDE = 32;
export const CHANNELS = 3;
export const IMAGE_SIZE = SIDE * SIDE * CHANNELS;
/** Names of the archive and of the folder in it. */
export const ARCHIVE = "cifar-10-binary.tar.gz";
export const FOLDER = "cifar-10-batches-bin";

const RECORD_SIZE = 1 + IMAGE_SIZE;
const TRAIN_FILES = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`);
const TEST_FILES = ["test_batch.bin"];
const CLASSES = 10;

/** Records as they are used: pixels channel after channel put side by side, labels apart. */
export interface Records {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

export interface Cifar10Records {
  readonly train: Records;
  readonly test: Records;
}

/** Reads the binary version of CIFAR-10: its archive, the folder in it, or a folder that holds one. */
export async function readCifar10(path: string): Promise<Cifar10Records> {
  const files = (await stat(path)).isDirectory() ? await readFolder(path) : await readArchive(path);
  return { train: decode(path, files, TRAIN_FILES), test: decode(path, files, TEST_FILES) };
}

type Files = ReadonlyMap<string, Uint8Array>;

async function readFolder(path: string): Promise<Files> {
  const inside = await Promise.all(
    [FOLDER, ARCHIVE].map((name) =>
      stat(join(path, name)).then(
        () => join(path, name),
        () => undefined,
      ),
    ),
  );
  const [folder, archive] = inside;
  if (basename(path) !== FOLDER && folder === undefined && archive !== undefined) {
    return readArchive(archive);
  }
  const at = folder ?? path;
  const files = new Map<string, Uint8Array>();
  for (const name of [...TRAIN_FILES, ...TEST_FILES]) {
    try {
      files.set(name, await readFile(join(at, name)));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException; // what node:fs throws
      if (code !== "ENOENT") throw new Error(`cifar10: could not read ${at}: ${message}`);
    }
  }
  return files;
}

async function readArchive(path: string): Promise<Files> {
  const [packed, { parseTar }] = await Promise.all([readFile(path), import("nanotar")]);
  try {
    const unpacked = await promisify(gunzip)(packed);
    // the reader looks at a whole buffer
    const { buffer, byteOffset, length } = unpacked;
    const whole =
      byteOffset === 0 && length === buffer.byteLength ? unpacked : Uint8Array.from(unpacked);
    const entries = parseTar(whole, { filter: ({ type }) => type === "file" });
    return new Map(entries.map(({ name, data }) => [basename(name), data ?? new Uint8Array()]));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cifar10: ${path} is no gzipped tar archive, or not all of it: ${reason}`, {
      cause: error,
    });
  }
}

function decode(path: string, files: Files, names: readonly string[]): Records {
  const batches = names.map((name) => {
    const bytes = files.get(name);
    if (bytes === undefined || bytes.length === 0) {
      throw new Error(
        `cifar10: ${path} holds no ${name}. Expected the binary version of CIFAR-10. ` +
          `Received: ${[...files.keys()].join(", ") || "no file"}`,
      );
    }
    if (bytes.length % RECORD_SIZE === 0) return bytes;
    throw new Error(
      `cifar10: ${name} in ${path} is not whole. Expected records of ${RECORD_SIZE} bytes. ` +
        `Received: ${bytes.length} bytes`,
    );
  });
  const count = batches.reduce((sum, { length }) => sum + length / RECORD_SIZE, 0);
  const records = { images: new Uint8Array(count * IMAGE_SIZE), labels: new Uint8Array(count) };
  let at = 0;
  batches.forEach((bytes, batch) => {
    for (let start = 0; start < bytes.length; start += RECORD_SIZE) {
      const label = bytes[start]!;
      if (label >= CLASSES) {
        throw new Error(
          `cifar10: ${names[batch]} in ${path} is no file of CIFAR-10. Expected labels below ` +
            `${CLASSES}. Received: ${label} in record ${start / RECORD_SIZE}`,
        );
      }
      records.labels[at] = label;
      interleave(bytes, start + 1, records.images, at * IMAGE_SIZE);
      at++;
    }
  });
  return records;
}

// all red values come first, then green, then blue
function interleave(from: Uint8Array, start: number, to: Uint8Array, at: number): void {
  const pixels = SIDE * SIDE;
  for (let i = 0, out = at; i < pixels; i++, out += CHANNELS) {
    to[out] = from[start + i]!;
    to[out + 1] = from[start + pixels + i]!;
    to[out + 2] = from[start + 2 * pixels + i]!;
  }
}
