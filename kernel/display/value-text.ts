import { inspect, types } from "node:util";
import { knownLine } from "./kinds/known-line.js";
import { visibleText } from "./text/visible-text.js";

const MOST_CHARACTERS = 200;
const MOST_KEYS = 100;

/**
 * A value in one line, for a list of variables: what it is and how it begins. Never throws, and reads
 * neither getters nor the numbers of a tensor.
 *
 * @example
 * valueText({ epochs: 3, name: "run" }); // { epochs: 3, name: 'run' }
 * valueText(tf.zeros([2, 3])); // Tensor float32 [2, 3]
 */
export function valueText(value: unknown): string {
  try {
    return oneLine(knownLine(value) ?? inspectedText(value));
  } catch {
    return `[${typeof value}]`;
  }
}

function inspectedText(value: unknown): string {
  if (types.isNativeError(value)) return `${value.name}: ${value.message}`;
  if (isWide(value)) return `${value.constructor?.name ?? "Object"} of ${keyCount(value)} keys`;
  const text = inspect([value], {
    depth: 2,
    breakLength: Number.POSITIVE_INFINITY,
    compact: true,
    maxArrayLength: 10,
    maxStringLength: MOST_CHARACTERS,
  });
  // inside of an array every value is printed in its short form
  return text.slice(2, -2);
}

/** `inspect` has no limit on keys */
function isWide(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !types.isProxy(value) &&
    keyCount(value) > MOST_KEYS
  );
}

const keyCount = (value: object): number => Object.keys(value).length;

function oneLine(text: string): string {
  const line = visibleText(text.replace(/\s*\n\s*/g, " "));
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
