import type { Dataset, Entity, File, Group } from "h5wasm";
import { received } from "../../received.js";
import { readHdf5 } from "./hdf5.js";
import type { LayerWeights, SavedWeight, SavedWeights } from "./saved-weights.js";

/** One layer of a weights file of Keras 2, its arrays in the layer's order. */
export interface LegacyLayer {
  readonly name: string;
  readonly weights: readonly SavedWeight[];
}

/** A weights file of either kind. */
export type WeightsFile =
  | { readonly kind: "keras3"; readonly weights: SavedWeights }
  | { readonly kind: "legacy"; readonly layers: readonly LegacyLayer[] };

type IsDataset = (entity: unknown) => entity is Dataset;

/**
 * The arrays in an HDF5 file: Keras 3's `model.weights.h5`, weights that Keras 2 saved, or the weights in a
 * whole model in HDF5. The optimizer's are left out. Throws, naming `owner` and `path`, when it is none.
 */
export function readWeightsFile(
  owner: string,
  path: string,
  bytes: Uint8Array,
): Promise<WeightsFile> {
  return readHdf5(
    bytes,
    (file, isDataset) => {
      const root = file.keys().includes("model_weights") ? file.get("model_weights") : file;
      const names = textList(root as Group, "layer_names"); // a group, or it has no attributes
      if (names !== undefined) {
        return { kind: "legacy", layers: readLegacy(owner, root as Group, names, isDataset) };
      }
      const weights = new Map<string, LayerWeights>();
      collect(owner, file, "", weights, isDataset);
      if (weights.size > 0) return { kind: "keras3", weights };
      throw new Error(
        `${owner}: ${path} must hold the weights of a Keras model. Received: ${received(file.keys())}`,
      );
    },
    (reason) =>
      new Error(`${owner}: the weights in ${path} are damaged or no HDF5 file: ${reason}`),
  );
}

function collect(
  owner: string,
  group: Group | File,
  path: string,
  weights: Map<string, LayerWeights>,
  isDataset: IsDataset,
): void {
  for (const key of group.keys()) {
    const at = path === "" ? key : `${path}/${key}`;
    if (at === "optimizer") continue;
    const child = group.get(key);
    if (!isGroup(child)) continue;
    if (key === "vars") weights.set(path, readLayer(owner, child, path, isDataset));
    else collect(owner, child, at, weights, isDataset);
  }
}

function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && "create_group" in entity;
}

function readLayer(owner: string, vars: Group, path: string, isDataset: IsDataset): LayerWeights {
  const name = vars.attrs.name?.value;
  const arrays = vars.keys().map((key): [string, SavedWeight] => {
    return [key, readArray(owner, `${path}/vars/${key}`, vars.get(key), isDataset)];
  });
  return { name: typeof name === "string" ? name : null, arrays: new Map(arrays) };
}

function readLegacy(
  owner: string,
  root: Group,
  names: readonly string[],
  isDataset: IsDataset,
): LegacyLayer[] {
  return names.map((name) => {
    const group = root.get(name);
    if (!isGroup(group)) throw new Error(`${owner}: the weights file lacks the layer ${name}.`);
    const weights = (textList(group, "weight_names") ?? []).map((weight) =>
      readArray(owner, `${name}/${weight}`, group.get(weight), isDataset),
    );
    return { name, weights };
  });
}

/** A list of names that Keras 2 keeps in an attribute, or, when it is long, in numbered ones. */
function textList({ attrs }: Group, name: string): string[] | undefined {
  const parts = name in attrs ? [name] : [];
  for (let i = 0; `${name}${i}` in attrs; i++) parts.push(`${name}${i}`);
  if (parts.length === 0) return undefined;
  // an empty list is no array
  return parts
    .flatMap((part) => attrs[part]!.value)
    .filter((text) => typeof text === "string" && text !== "") as string[];
}

function readArray(
  owner: string,
  at: string,
  entity: Entity | null,
  isDataset: IsDataset,
): SavedWeight {
  if (!isDataset(entity)) throw new Error(`${owner}: the weights file lacks the array ${at}.`);
  const { shape } = entity;
  const isBfloat16 = entity.attrs.dtype?.value === "bfloat16";
  if (isBfloat16 || (entity.metadata.type === 1 && entity.metadata.size === 2)) {
    throw new Error(
      `${owner}: arrays of 16 bit floats are not supported. Received: ${isBfloat16 ? "bfloat16" : "float16"} at ${at}`,
    );
  }
  const value: unknown = entity.value; // one number stands alone
  const numbers = (ArrayBuffer.isView(value) ? value : [value]) as ArrayLike<number | bigint>;
  if (!/^(?:number|bigint|undefined)$/.test(typeof numbers[0])) {
    throw new Error(`${owner}: ${at} must hold numbers. Received: ${received(value)}`);
  }
  if (numbers instanceof Float32Array) return { shape: shape ?? [], values: numbers };
  const isFloat = entity.metadata.type === 1;
  const plain = Array.from(numbers, Number);
  return {
    shape: shape ?? [],
    values: isFloat ? Float32Array.from(plain) : Int32Array.from(plain),
  };
}
