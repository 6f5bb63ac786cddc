import { isNumberArray, isTensor } from "../layers/base/read-input.js";
import { type ElementSpec, isValueSpec, specOf } from "./element-spec.js";
import { isRecord, toHost } from "./host-element.js";

/** The spec of an element that is at hand. Reads no tensor. */
export function specAtHand(element: unknown): ElementSpec | undefined {
  if (isTensor(element)) return { shape: element.shape, dtype: element.dtype };
  if (!isRecord(element)) {
    if (leafType(element) === undefined) return undefined;
    return specOf(toHost(element, { owner: "elementSpec" }));
  }
  return joinSpecs(Object.entries(element).map(([key, item]) => [key, specAtHand(item)]));
}

/** A record of specs; undefined unless all of them are known. */
export function joinSpecs(
  specs: readonly (readonly [string, ElementSpec | undefined])[],
): ElementSpec | undefined {
  const known = specs.flatMap(([key, spec]) => (spec === undefined ? [] : [[key, spec] as const]));
  return known.length === specs.length ? Object.fromEntries(known) : undefined;
}

/** The spec of any other element: undefined where elements may differ in shape. */
export function specOfAny(spec: ElementSpec | undefined): ElementSpec | undefined {
  return scalarsAs([], spec);
}

/** The spec of a batch of elements: undefined where they may differ in shape. */
export function batchedSpec(spec: ElementSpec | undefined, rows: number): ElementSpec | undefined {
  return scalarsAs([rows], spec);
}

function scalarsAs(
  shape: readonly number[],
  spec: ElementSpec | undefined,
): ElementSpec | undefined {
  if (spec === undefined || Array.isArray(spec)) return undefined;
  if (isValueSpec(spec)) return spec.shape.length === 0 ? { shape, dtype: spec.dtype } : undefined;
  return joinSpecs(Object.entries(spec).map(([key, part]) => [key, scalarsAs(shape, part)]));
}

/** What all the values in nested arrays are, if that is one thing that a tensor can hold. */
function leafType(value: unknown): "number" | "string" | "boolean" | undefined {
  if (Array.isArray(value)) {
    const [first, ...others] = value.map(leafType);
    return others.every((other) => other === first) ? first : undefined;
  }
  if (isNumberArray(value)) return "number";
  const type = typeof value;
  return type === "number" || type === "string" || type === "boolean" ? type : undefined;
}
