import type { CellFormatter } from "../arrays/fit-array.js";
import { quoteString, quoteToken } from "../text/quote-token.js";
import type { LookupTable } from "./recognize.js";
import type { TensorContent, TensorLike } from "./tensor-content.js";

/** where lookup layers note the table that the indices of their output belong to */
const TOKENS = Symbol.for("preplab.tokens");
const TOKEN_CHARS = 20;
const MASK = "·";

export interface TensorTokens {
  readonly layer: string;
  readonly cells: CellFormatter;
}

/** The tokens that the integers of a lookup layer's output stand for; undefined for other tensors. */
export function tokensOf(tensor: TensorLike, content: TensorContent): TensorTokens | undefined {
  const { dataId } = tensor as { readonly dataId?: unknown }; // not of what every tensor-like has
  if (typeof dataId !== "object" || dataId === null || content.type !== "numbers") return undefined;
  const table = Reflect.get(dataId, TOKENS) as LookupTable | undefined;
  if (table === undefined) return undefined;
  const { numbers } = content;
  return {
    layer: table.layer,
    cells: (positions) => ({
      cells: positions.map((position) => tokenText(table, numbers[position] as number)),
      align: "left",
    }),
  };
}

function tokenText(table: LookupTable, index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= table.size) return "?";
  const { token, special } = table.row(index);
  if (special === "mask" || token === null) return MASK;
  // beside the brackets and commas of the array
  return /[[\],]/.test(String(token))
    ? quoteString(String(token), TOKEN_CHARS)
    : quoteToken(token, TOKEN_CHARS);
}
