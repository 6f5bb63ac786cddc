import type { Description } from "../description.js";
import { counted, hiddenCount } from "../text/counted.js";
import { quoteToken } from "../text/quote-token.js";
import type { TensorGroup } from "./recognize.js";
import { tensorLine } from "./tensor.js";
import { readTensor, type TensorLike } from "./tensor-content.js";
import { contentInPlace } from "./tensor-in-place.js";

const MOST = 20;

/** One line for each tensor of an array or a record, the first 20 of them; the others are counted. */
export async function describeTensorGroup(group: TensorGroup): Promise<Description> {
  const keys = Object.keys(group);
  const tensors = Object.values<TensorLike>(group as Readonly<Record<string, TensorLike>>);
  const texts = await Promise.all(tensors.slice(0, MOST).map(lineOf));
  const lines = texts.map((text, i) => `  ${quoteToken(keys[i] ?? "")}: ${text}`);
  const { length } = keys;
  if (length > MOST) lines.push(`  ${hiddenCount(length - MOST, "tensor")}`);
  const title = Array.isArray(group) ? `Tensor[] (${length})` : `{ ${counted(length, "tensor")} }`;
  return {
    kind: "stack",
    items: [
      { kind: "summary", title, facts: [] },
      { kind: "verbatim", text: lines.join("\n") },
    ],
  };
}

async function lineOf(tensor: TensorLike): Promise<string> {
  return tensorLine(tensor, contentInPlace(tensor) ?? (await readTensor(tensor)));
}
