import type { Description } from "../description.js";
import { counted, hiddenCount } from "../text/counted.js";
import { quoteToken } from "../text/quote-token.js";
import type { TensorGroup } from "./recognize.js";
import { tensorLine } from "./tensor.js";
import type { TensorContent } from "./tensor-content.js";

/** One line for each tensor of an array or a record that was read; the others are counted. */
export function describeTensorGroup(
  group: TensorGroup,
  contents: readonly (TensorContent | undefined)[],
): Description {
  const entries = Object.entries(group);
  const lines = entries
    .slice(0, contents.length)
    .map(([key, tensor], i) => `  ${quoteToken(key)}: ${tensorLine(tensor, contents[i])}`);
  if (entries.length > lines.length) {
    lines.push(`  ${hiddenCount(entries.length - lines.length, "tensor")}`);
  }
  const count = entries.length;
  const title = Array.isArray(group) ? `Tensor[] (${count})` : `{ ${counted(count, "tensor")} }`;
  return {
    kind: "stack",
    items: [
      { kind: "summary", title, facts: [] },
      { kind: "verbatim", text: lines.join("\n") },
    ],
  };
}
