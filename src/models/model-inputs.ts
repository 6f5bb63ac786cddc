import type { DataType, LayersModel, Shape, Tensor } from "@tensorflow/tfjs";
import type { LayerInput } from "../layers/base/layer-call.js";
import { isTensor, readInput, toTensor } from "../layers/base/read-input.js";
import { toFloat32 } from "../ops/dense-array.js";
import { received } from "../received.js";

/** What a model takes for an input or a target: a tensor or plain values, several as a list or by name. */
export type ModelData = LayerInput | readonly LayerInput[] | Readonly<Record<string, LayerInput>>;

/** One input or output of a model, as far as data is checked against it. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

/**
 * Tensors for each slot of a model, from tensors or plain values; tensors stay the same objects. One
 * dimension that plain values lack, as a list of strings for the shape [batch, 1], is added at the end.
 * New tensors are listed in `made`.
 */
export function toModelTensors(
  owner: string,
  data: unknown,
  slots: readonly Slot[],
  made: Tensor[] = [],
): Tensor[] {
  return splitData(owner, data, slots).map((value, i) => {
    if (isTensor(value)) return value;
    const tensor = toSlot(owner, value, slots[i]!);
    made.push(tensor);
    return tensor;
  });
}

/** The inputs of a model as slots. */
export function inputSlots(model: Pick<LayersModel, "inputs" | "inputNames">): Slot[] {
  return model.inputs.map(({ shape, dtype }, i) => ({ name: model.inputNames[i]!, shape, dtype }));
}

function splitData(owner: string, data: unknown, slots: readonly Slot[]): readonly unknown[] {
  if (Array.isArray(data) && data.length > 0 && data.every(isTensor)) {
    return requireCount(owner, data, slots);
  }
  if (isByName(data)) {
    return slots.map(({ name }) => {
      if (data[name] !== undefined) return data[name];
      throw new Error(
        `${owner}: expected a value for "${name}". Received: ${Object.keys(data).join(", ")}`,
      );
    });
  }
  if (slots.length === 1) return [data];
  if (Array.isArray(data)) return requireCount(owner, data, slots);
  throw new Error(
    `${owner}: expected a list of ${slots.length} inputs or a record with ` +
      `${slots.map(({ name }) => name).join(", ")}. Received: ${received(data)}`,
  );
}

function requireCount(
  owner: string,
  list: readonly unknown[],
  slots: readonly Slot[],
): readonly unknown[] {
  if (list.length === slots.length) return list;
  throw new Error(
    `${owner}: expected ${slots.length} of ${slots.map(({ name }) => name).join(", ")}. ` +
      `Received: a list of ${list.length}`,
  );
}

function toSlot(owner: string, value: unknown, slot: Slot): Tensor {
  const what = `${owner}, ${slot.name}`;
  const read = readInput(what, value, slot.dtype === "int32" ? "int32" : "float32");
  const { length } = read.shape;
  if (length === 0 || read.shape[0] === 0) {
    throw new Error(
      `${what}: expected a list of at least one example. Received: ${received(value)}`,
    );
  }
  if ((read.dtype === "string") !== (slot.dtype === "string")) {
    throw new Error(
      `${what}: expected ${slot.dtype === "string" ? "strings" : "numbers"}. Received: ${received(value)}`,
    );
  }
  const shape = length + 1 === slot.shape.length ? [...read.shape, 1] : read.shape;
  // losses of tfjs take float32 targets only
  return read.dtype === "string" || slot.dtype !== "float32"
    ? toTensor({ ...read, shape })
    : toTensor({ values: toFloat32(read), shape, dtype: "float32" });
}

function isByName(data: unknown): data is Record<string, unknown> {
  return (
    typeof data === "object" &&
    data !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(data) as object | null) &&
    !("values" in data)
  );
}
