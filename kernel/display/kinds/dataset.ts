import type { Description } from "../description.js";
import { counted } from "../text/counted.js";
import { labelText } from "../text/label-text.js";
import { quoteToken } from "../text/quote-token.js";
import type { DatasetLike } from "./recognize.js";

const DEEPEST = 4;
const MOST_KEYS = 12;
const MOST_STEPS = 8;

/** A pipeline in one line, without drawing from it: how many elements, and of what kind if it says so. */
export function describeDataset(dataset: DatasetLike): Description {
  const spec = specText(dataset.knownSpec, DEEPEST);
  return {
    kind: "summary",
    title: "Dataset:",
    facts: [
      sizeText(dataset.size),
      ...(spec === undefined ? [] : [`of ${spec}`]),
      ...stepsText(dataset.steps),
    ],
  };
}

/** `· array → shuffle(1000) → batch(32)`, as the elements come about. */
function stepsText(steps: unknown): string[] {
  if (!Array.isArray(steps) || steps.length === 0) return [];
  const names = steps.map((step) => quoteToken(String(step)));
  const shown =
    names.length > MOST_STEPS
      ? [...names.slice(0, MOST_STEPS - 2), "…", ...names.slice(-1)]
      : names;
  return [`· ${shown.join(" → ")}`];
}

function sizeText(size: number | null | undefined): string {
  if (typeof size !== "number" || Number.isNaN(size)) return "unknown size";
  return Number.isFinite(size) ? counted(size, "element") : "without end";
}

/** `{xs: float32 [32, 28, 28, 1], ys: int32 [32]}`; undefined for what is not a specification. */
function specText(spec: unknown, depth: number): string | undefined {
  if (typeof spec !== "object" || spec === null || depth === 0) return undefined;
  const { dtype, shape } = spec as Record<string, unknown>; // read as unknown
  if (typeof dtype === "string") {
    const name = labelText(dtype);
    return Array.isArray(shape) ? `${name} [${shape.map(axisText).join(", ")}]` : name;
  }
  const entries = Object.entries(spec).slice(0, MOST_KEYS);
  const parts = entries.map(([key, part]) => {
    const text = specText(part, depth - 1) ?? "…";
    return Array.isArray(spec) ? text : `${quoteToken(key)}: ${text}`;
  });
  if (parts.length === 0) return undefined;
  return Array.isArray(spec) ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}

function axisText(length: unknown): string {
  return typeof length === "number" && length >= 0 ? String(length) : "null";
}
