import type { Dataset, Entity, File, Group } from "h5wasm";

/** Weights of each layer by its name, in the layer's order. */
export type NamedWeights = ReadonlyMap<
  string,
  readonly { readonly values: Float32Array; readonly shape: readonly number[] }[]
>;

/**
 * The weights in an HDF5 file of Keras: `*.weights.h5` of Keras 3, weights of Keras 2, or a whole model in
 * HDF5. Throws, naming `owner` and `path`, when it is damaged or holds none.
 */
export async function readHdf5Weights(
  owner: string,
  path: string,
  bytes: Uint8Array,
): Promise<NamedWeights> {
  // starts a WebAssembly module: only for those who read
  const { File: Hdf5File, ready } = await import("h5wasm");
  const { FS, activate_throwing_error_handler: throwErrors } = await ready;
  throwErrors(); // else HDF5 prints its errors and gives null
  const place = "/weights.h5";
  FS.writeFile(place, bytes);
  let file: File | undefined;
  try {
    file = new Hdf5File(place, "r");
    const weights = readFile(file);
    if (weights.size > 0) return weights;
  } catch (error) {
    throw new Error(
      `${owner}: could not read the weights in ${path}, expected HDF5 as Keras writes it: ` +
        `${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    file?.close();
    FS.unlink(place);
  }
  throw new Error(
    `${owner}: ${path} holds no weights of Keras. Expected HDF5 as Keras writes it, *.weights.h5 or *.h5.`,
  );
}

/** HDF5 lists what failed from the outside in: the innermost line says why. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const steps = message.match(/#\d+: .*/g);
  return steps === null ? message : steps.at(-1)!.replace(/^.*\(\): /, "");
}

type MutableWeights = Map<string, { values: Float32Array; shape: number[] }[]>;

function readFile(file: File): MutableWeights {
  const weights: MutableWeights = new Map();
  const root = file.get("model_weights") ?? file;
  if (isGroup(root) && root.attrs.layer_names !== undefined) readLegacy(root, weights);
  else collect(file, weights);
  return weights;
}

/** Keras 2: a group for each layer, which lists its arrays. */
function readLegacy(root: Group, weights: MutableWeights): void {
  for (const name of textsOf(root, "layer_names")) {
    const layer = root.get(name);
    if (!isGroup(layer)) throw new Error(`${name} is missing`);
    weights.set(
      name,
      textsOf(layer, "weight_names").map((weight) => arrayOf(layer.get(weight), weight)),
    );
  }
}

/** Keras 3: groups `vars` with numbered arrays, each with the name of its layer. */
function collect(group: Group, weights: MutableWeights): void {
  for (const key of group.keys()) {
    const child = group.get(key);
    if (!isGroup(child) || key === "optimizer") continue;
    const name: unknown = child.attrs.name?.value;
    if (key !== "vars" || typeof name !== "string") {
      collect(child, weights);
      continue;
    }
    const keys = child.keys().toSorted((a, b) => Number(a) - Number(b));
    weights.set(
      name,
      keys.map((at) => arrayOf(child.get(at), `${name}, ${at}`)),
    );
  }
}

function textsOf(group: Group, attribute: string): string[] {
  const value: unknown = group.attrs[attribute]?.value ?? [];
  // an empty list comes as one empty text
  return (Array.isArray(value) ? value : [value]).map(String).filter((text) => text !== "");
}

function arrayOf(entity: Entity | null, name: string): { values: Float32Array; shape: number[] } {
  const value = entity !== null && isDataset(entity) ? entity.value : undefined;
  const shape = entity !== null && isDataset(entity) ? entity.shape : null;
  if (value instanceof Float32Array && shape !== null) return { values: value, shape };
  throw new Error(`${name} is no array of float32`);
}

function isGroup(entity: Entity | File | null): entity is Group {
  return entity !== null && "create_group" in entity;
}

function isDataset(entity: Entity): entity is Dataset {
  return "type" in entity && entity.type === "Dataset";
}
