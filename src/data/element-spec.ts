import type { DataType } from "@tensorflow/tfjs";
import { isNumberArray } from "../layers/base/read-input.js";
import { sizeOf } from "../ops/dense-array.js";
import type { HostElement } from "./host-element.js";
import { shapeOfNested } from "./nested-shape.js";

/** Shape and type of one value of an element: a size is null where rows differ in length. */
export interface ValueSpec {
  readonly shape: readonly (number | null)[];
  readonly dtype: DataType;
}

/** What an element is made of: its records and lists, with shape and type in place of the values. */
export type ElementSpec =
  | ValueSpec
  | { readonly [name: string]: ElementSpec }
  | readonly ElementSpec[];

/** The spec of an element. */
export function specOf(host: HostElement): ElementSpec {
  switch (host.kind) {
    case "numbers":
      return { shape: [...host.shape], dtype: host.dtype };
    case "strings":
      return { shape: [...host.shape], dtype: "string" };
    case "ragged":
      return { shape: [...host.outer, null], dtype: "int32" };
    case "list":
      return listSpec(host.items.map(specOf));
    case "record":
      return Object.fromEntries(host.items.map(([key, item]) => [key, specOf(item)]));
    case "plain":
      return plainSpec(host.value);
    case "other":
      return host.value;
  }
}

// rows of numbers are one value, as they are when a batch is made of them
function listSpec(items: readonly ElementSpec[]): ElementSpec {
  const [first] = items;
  const isRows = items.every(
    (item) =>
      isValueSpec(item) &&
      isValueSpec(first) &&
      item.dtype === first.dtype &&
      item.shape.length > 0 &&
      item.shape.join() === first.shape.join(),
  );
  return isRows && isValueSpec(first)
    ? { shape: [items.length, ...first.shape], dtype: first.dtype }
    : items;
}

export function isValueSpec(spec: ElementSpec | undefined): spec is ValueSpec {
  return spec !== undefined && "dtype" in spec && typeof spec.dtype === "string";
}

function plainSpec(value: unknown): ValueSpec {
  if (isNumberArray(value)) {
    return {
      shape: [value.length],
      dtype: /^Float/.test(value.constructor.name) ? "float32" : "int32",
    };
  }
  const shape = shapeOfNested(value);
  let leaf: unknown = value;
  while (Array.isArray(leaf)) leaf = sizeOf(shape) === 0 ? 0 : leaf[0];
  const kind = typeof leaf;
  return { shape, dtype: kind === "string" ? "string" : kind === "boolean" ? "bool" : "float32" };
}
