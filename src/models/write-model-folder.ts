import { randomBytes } from "node:crypto";
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { io } from "@tensorflow/tfjs";

const MODEL = "model.json";
const WEIGHTS = "weights.bin";
const LEFTOVER = /^(weights\.[0-9a-f]{16}\.bin|(model\.json|weights\.bin)\.[0-9a-f]{16}\.tmp)$/;
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Writes a model as tfjs-node does, `model.json` and `weights.bin` in one folder. At every moment the folder
 * holds a whole model, the old one or the new one: a save that fails or is killed loses nothing.
 */
export async function writeModelFolder(
  folder: string,
  artifacts: io.ModelArtifacts,
): Promise<void> {
  const { modelTopology, weightData, weightSpecs } = artifacts;
  if (modelTopology instanceof ArrayBuffer) {
    throw new Error("save: expected a topology in JSON. Received: a binary one");
  }
  const id = randomBytes(8).toString("hex");
  const ownWeights = `weights.${id}.bin`;
  const modelJson = (weightsFile: string): string =>
    JSON.stringify({
      modelTopology,
      weightsManifest: [{ paths: [weightsFile], weights: weightSpecs ?? [] }],
      ...restOf(artifacts),
    });
  try {
    await mkdir(folder, { recursive: true });
    await writeDurably(join(folder, ownWeights), parts(weightData));
    // the new model comes into being with this rename, with weights under a name of their own
    await replaceFile(folder, MODEL, id, [modelJson(ownWeights)]);
  } catch (error) {
    await discard(folder, id);
    throw await saveError(folder, error);
  }
  await useUsualName(folder, id, modelJson(WEIGHTS));
}

/** Moves saved weights to the usual name; where that fails the model stays whole as it is. */
async function useUsualName(folder: string, id: string, modelJson: string): Promise<void> {
  const own = join(folder, `weights.${id}.bin`);
  const next = join(folder, `${WEIGHTS}.${id}.tmp`);
  try {
    // not every file system has hard links
    await link(own, next).catch(() => copyFile(own, next));
    await rename(next, join(folder, WEIGHTS));
    await replaceFile(folder, MODEL, id, [modelJson]);
    await rm(own, { force: true });
    await removeLeftovers(folder);
  } catch {
    await rm(next, { force: true }).catch(() => undefined);
  }
}

async function replaceFile(
  folder: string,
  name: string,
  id: string,
  content: readonly (string | Uint8Array)[],
): Promise<void> {
  const temporary = join(folder, `${name}.${id}.tmp`);
  await writeDurably(temporary, content);
  await rename(temporary, join(folder, name));
}

async function writeDurably(
  path: string,
  content: readonly (string | Uint8Array)[],
): Promise<void> {
  const file = await open(path, "wx");
  try {
    for (const part of content) await file.writeFile(part);
    // or a rename may reach the disk before the bytes do
    await file.sync();
  } finally {
    await file.close();
  }
}

async function discard(folder: string, id: string): Promise<void> {
  for (const name of [`weights.${id}.bin`, `${MODEL}.${id}.tmp`]) {
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** Removes what killed saves left behind, but not what another process may be writing now. */
async function removeLeftovers(folder: string): Promise<void> {
  const used = await readFile(join(folder, MODEL), "utf8");
  for (const name of await readdir(folder)) {
    if (!LEFTOVER.test(name) || used.includes(name)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(join(folder, name), { force: true });
  }
}

function restOf(artifacts: io.ModelArtifacts): Record<string, unknown> {
  const { modelTopology, weightData, weightSpecs, getWeightStream, ...rest } = artifacts;
  return rest;
}

function parts(data: io.WeightData | undefined): Uint8Array[] {
  const buffers = data === undefined ? [] : Array.isArray(data) ? data : [data];
  return buffers.map((buffer) => new Uint8Array(buffer));
}

async function saveError(folder: string, error: unknown): Promise<Error> {
  const { code, message } = error as NodeJS.ErrnoException; // what node:fs throws
  const info = await stat(folder).catch(() => undefined);
  const reason =
    code === "ENOSPC" || code === "EDQUOT"
      ? "no space is left there"
      : info?.isFile()
        ? "it is a file, expected a folder"
        : message;
  return new Error(
    `save: could not write the model to ${folder}: ${reason}. Nothing was changed.`,
    {
      cause: error,
    },
  );
}
