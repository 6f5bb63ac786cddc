import { readFile } from "node:fs/promises";
import { received } from "../../received.js";
import { isKerasObject, isRecord, type KerasObject } from "../config/keras-object.js";

/** What is in a `.keras` file. */
export interface KerasArchive {
  readonly config: KerasObject;
  /** An HDF5 file. */
  readonly weights: Uint8Array;
  /** Files by their paths below `assets/`. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

const ASSETS = "assets/";

/** Reads a `.keras` file and checks each part's checksum. Throws, naming `owner` and the file, when it is none. */
export async function readArchive(owner: string, path: string): Promise<KerasArchive> {
  const parts = await unzip(owner, path, await readFile(path));
  const part = (name: string): Uint8Array => {
    const bytes = parts.get(name);
    if (bytes !== undefined) return bytes;
    const has = [...parts.keys()].slice(0, 8).join(", ");
    throw new Error(
      `${owner}: ${path} is no archive of Keras 3: it must hold ${name}. Received: ${has || "nothing"}`,
    );
  };
  checkVersion(owner, path, parseJson(owner, path, "metadata.json", part("metadata.json")));
  const config = parseJson(owner, path, "config.json", part("config.json"));
  if (!isKerasObject(config)) {
    throw new Error(
      `${owner}: config.json in ${path} must describe a model. Received: ${received(config)}`,
    );
  }
  if (!parts.has("model.weights.h5") && parts.has("model.weights.npz")) {
    throw new Error(
      `${owner}: ${path} has its weights in model.weights.npz. Save it with weights_format "h5".`,
    );
  }
  const assets = [...parts].filter(([name]) => name.startsWith(ASSETS));
  return {
    config,
    weights: part("model.weights.h5"),
    assets: new Map(assets.map(([name, bytes]) => [name.slice(ASSETS.length), bytes])),
  };
}

async function unzip(
  owner: string,
  path: string,
  bytes: Uint8Array,
): Promise<Map<string, Uint8Array>> {
  const { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } = await import(
    "@zip.js/zip.js"
  );
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new Uint8ArrayReader(bytes));
  const parts = new Map<string, Uint8Array>();
  let place = "its table of contents";
  try {
    for (const entry of await reader.getEntries()) {
      if (entry.directory) continue;
      place = entry.filename;
      parts.set(place, await entry.getData(new Uint8ArrayWriter(), { checkSignature: true }));
    }
  } catch (error) {
    throw new Error(`${owner}: ${path} is damaged or no .keras file, at ${place}: ${text(error)}`, {
      cause: error,
    });
  } finally {
    await reader.close();
  }
  return parts;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parseJson(owner: string, path: string, name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes).replace(STRING_OR_WORD, toJson));
  } catch (error) {
    throw new Error(`${owner}: ${name} in ${path} is no JSON: ${text(error)}`, { cause: error });
  }
}

// Python writes infinities and NaN, which JSON has not
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

function toJson(part: string): string {
  if (part.startsWith('"')) return part;
  if (part === "NaN") return "null";
  return part.startsWith("-") ? "-1e999" : "1e999";
}

function checkVersion(owner: string, path: string, metadata: unknown): void {
  const version = isRecord(metadata) ? metadata.keras_version : undefined;
  if (typeof version === "string" && version.split(".")[0] === "3") return;
  throw new Error(
    `${owner}: ${path} must be saved by Keras 3. Received: keras_version ${received(version)}`,
  );
}
