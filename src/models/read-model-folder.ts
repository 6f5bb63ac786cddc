import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { io } from "@tensorflow/tfjs";

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** A model as tfjs or tfjs-node saved it: a folder with `model.json`, or that file itself. */
export async function readModelFolder(path: string): Promise<io.ModelArtifacts> {
  const file = await modelFile(path);
  const { weightsManifest, ...artifacts } = await readModelJson(file);
  if (weightsManifest === undefined) return artifacts;
  const specs = weightsManifest.flatMap(({ weights }) => weights);
  const files: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    files.push({ name, bytes: await readWeights(file, name) });
  }
  const data = Buffer.concat(files.map(({ bytes }) => bytes));
  const expected = sizeOf(specs);
  if (expected !== undefined && expected !== data.length) {
    throw new Error(
      `load: the weights of ${file} are not whole. Expected ${expected} bytes. ` +
        `Received: ${data.length} in ${files.map(({ name }) => name).join(", ")}`,
    );
  }
  const weightData = data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
  return { ...artifacts, weightSpecs: specs, weightData: weightData as ArrayBuffer }; // of a Buffer, not shared
}

async function modelFile(path: string): Promise<string> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (info instanceof Error) {
    throw new Error(
      info.code === "ENOENT"
        ? `load: there is no ${path}. Expected a folder with a model.json, or that file.`
        : `load: could not read ${path}: ${info.message}`,
      { cause: info },
    );
  }
  return info.isDirectory() ? join(path, "model.json") : path;
}

async function readModelJson(
  file: string,
): Promise<io.ModelArtifacts & { weightsManifest?: io.WeightsManifestConfig }> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT"
        ? `load: ${dirname(file)} holds no model.json.`
        : `load: could not read ${file}: ${error.message}`,
      { cause: error },
    );
  });
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`load: ${file} is no JSON, or not all of it: ${reason}`, { cause: error });
  }
  if (isModelJson(model)) return model;
  throw new Error(
    `load: ${file} is no model that TensorFlow.js saved. Expected a modelTopology and, for weights, a ` +
      "weightsManifest of paths and weights.",
  );
}

type ModelJson = io.ModelArtifacts & { weightsManifest?: io.WeightsManifestConfig };

function isModelJson(value: unknown): value is ModelJson {
  if (!isRecord(value) || !isRecord(value.modelTopology)) return false;
  const { weightsManifest: groups } = value;
  return (
    groups === undefined ||
    (Array.isArray(groups) &&
      groups.every(
        (group: unknown) =>
          isRecord(group) &&
          Array.isArray(group.paths) &&
          group.paths.every((path) => typeof path === "string") &&
          Array.isArray(group.weights) &&
          group.weights.every((weight) => isRecord(weight) && Array.isArray(weight.shape)),
      ))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function readWeights(file: string, name: string): Promise<Buffer> {
  const path = join(dirname(file), name);
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // what node:fs throws
    const reason = code === "ENOENT" ? "it is missing" : message;
    throw new Error(`load: could not read ${path}, the weights of ${file}: ${reason}.`, {
      cause: error,
    });
  }
}

/** Bytes that the weights take; undefined where only the data tell, as for strings. */
function sizeOf(specs: readonly io.WeightsManifestEntry[]): number | undefined {
  let bytes = 0;
  for (const { shape, dtype, quantization } of specs) {
    const each = BYTES[quantization?.dtype ?? dtype];
    if (each === undefined) return undefined;
    bytes += each * shape.reduce((product, size) => product * size, 1);
  }
  return bytes;
}
