import type { Parameter } from "../../ops/broadcast.js";
import type { NestedArray } from "../../ops/nested-array.js";
import { received } from "../../received.js";
import type { LayerInput } from "../base/layer-call.js";
import { readInput } from "../base/read-input.js";

/** A number or numbers as an option: a nested array, a typed array, a tensor or a column. */
export type NumberOption = LayerInput;

/** Reads an option of numbers as float32. Throws, naming `owner`, when one is not finite. */
export function readNumbers(owner: string, option: string, value: unknown): Parameter {
  const plain = unwrapKerasArray(value);
  const dense = plain == null ? null : readInput(`${owner}: ${option}`, plain, "float32");
  if (dense !== null && dense.dtype !== "string" && dense.values.every(Number.isFinite)) {
    return { shape: [...dense.shape], values: Float32Array.from(dense.values) };
  }
  throw new Error(`${owner}: ${option} must be finite numbers. Received: ${received(value)}`);
}

/** The numbers as nested arrays, for a config. */
export function nestNumbers({ values, shape }: Parameter): NestedArray<number> {
  let nested: NestedArray<number>[] = Array.from(values);
  for (const size of shape.slice(1).toReversed()) {
    nested = Array.from({ length: nested.length / size }, (_, row) =>
      nested.slice(row * size, (row + 1) * size),
    );
  }
  return shape.length === 0 ? nested[0]! : nested;
}

// how a Keras config holds an array that was not a list
function unwrapKerasArray(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { class_name, className = class_name, config } = value as Partial<Record<string, unknown>>; // read as unknown
  if (className !== "__numpy__" && className !== "__tensor__") return value;
  return (config as { readonly value?: unknown } | null | undefined)?.value;
}
