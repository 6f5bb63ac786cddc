import type { Description } from "../description.js";
import { quoteToken } from "../text/quote-token.js";
import type { SymbolicTensorLike } from "./recognize.js";

/** A tensor of a model that is being built: it has a shape, and no values. */
export function describeSymbolicTensor({ shape, dtype, name }: SymbolicTensorLike): Description {
  const lengths = shape.map((length) => String(length)).join(", ");
  return {
    kind: "summary",
    title: `SymbolicTensor ${dtype} [${lengths}]`,
    facts: typeof name === "string" ? [`name=${quoteToken(name)}`] : [],
  };
}
