import type { Description } from "../description.js";
import { countText } from "../numbers/short-number.js";
import { hiddenCount } from "../text/counted.js";
import type { TensorLike } from "./tensor-content.js";

/** Rows of different lengths: the values of all behind each other, and where each row ends. */
export interface RaggedTensorLike {
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
  readonly values: TensorLike;
  readonly rowEnds: Int32Array;
}

const HEAD = 10;
const TAIL = 3;
const MOST_VALUES = 12;

/** A line for each row, the first 10 and the last 3 of many. */
export function describeRaggedTensor(
  { shape, dtype, rowEnds }: RaggedTensorLike,
  values: ArrayLike<number> | undefined,
): Description {
  const title = `RaggedTensor ${dtype} [${shape.map((length) => length ?? "null").join(", ")}]`;
  if (values === undefined) return { kind: "summary", title, facts: ["disposed"] };
  const { length } = rowEnds;
  if (length === 0) return { kind: "summary", title, facts: ["empty"] };
  const headEnd = length <= HEAD + TAIL ? length : HEAD;
  const row = (i: number) => rowText(values, i === 0 ? 0 : (rowEnds[i - 1] ?? 0), rowEnds[i] ?? 0);
  const lines = Array.from({ length: headEnd }, (_, i) => row(i));
  if (headEnd < length) {
    lines.push(hiddenCount(length - HEAD - TAIL, "row"));
    for (let i = length - TAIL; i < length; i++) lines.push(row(i));
  }
  return {
    kind: "stack",
    items: [
      { kind: "summary", title, facts: [`n=${countText(values.length)}`] },
      { kind: "verbatim", text: lines.join("\n") },
    ],
  };
}

function rowText(values: ArrayLike<number>, from: number, to: number): string {
  const count = to - from;
  const shown = Math.min(count, MOST_VALUES);
  const texts = Array.from({ length: shown }, (_, i) => String(values[from + i]));
  return `[${[...texts, ...(shown < count ? [hiddenCount(count - shown, "value")] : [])].join(", ")}]`;
}
