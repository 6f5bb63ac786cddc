import { sizeOf } from "../../ops/dense-array.js";
import { received } from "../../received.js";
import type { AdaptBatch } from "../base/adapt-batches.js";
import { isColumnVector, vectorValues } from "../base/column-vector.js";
import { isColumn, isTensor, readInput } from "../base/read-input.js";
import type { Token, TokenCounter } from "./token-counter.js";

/** How a layer recognises its tokens. */
export interface TokenReader<T extends Token> {
  readonly owner: string;
  isToken(value: unknown): value is T;
}

/**
 * Counts one batch given to `adapt`. The first dimension tells documents apart; a flat array given at once
 * holds documents of one token, a flat element of a stream is one document. Rows may differ in length.
 */
export function countBatch<T extends Token>(
  counter: TokenCounter<T>,
  { values, isWhole }: AdaptBatch,
  reader: TokenReader<T>,
): void {
  if (Array.isArray(values)) {
    countRows(counter, values, isWhole, reader);
  } else if (isColumn(values) && !isTensor(values)) {
    countBatch(counter, { values: Array.from(values.values), isWhole }, reader);
  } else if (isColumnVector(values)) {
    countBatch(counter, { values: vectorValues(reader.owner, values), isWhole }, reader);
  } else {
    const { values: read, shape } = readInput(reader.owner, values, "int32");
    const tokens: ArrayLike<unknown> = read;
    requireTokens(tokens, reader);
    const isFlat = shape.length <= 1;
    const rowSize = isFlat && isWhole ? 1 : isFlat ? tokens.length : sizeOf(shape.slice(1));
    for (let start = 0; start < tokens.length; start += rowSize) {
      counter.addDocument(tokens as ArrayLike<T>, start, start + rowSize); // checked above
    }
  }
}

function countRows<T extends Token>(
  counter: TokenCounter<T>,
  rows: readonly unknown[],
  isWhole: boolean,
  reader: TokenReader<T>,
): void {
  if (!rows.some(Array.isArray)) {
    requireTokens(rows, reader);
    const tokens = rows as readonly T[]; // checked above
    if (!isWhole) counter.addDocument(tokens);
    else for (let i = 0; i < tokens.length; i++) counter.addDocument(tokens, i, i + 1);
    return;
  }
  for (const row of rows) {
    const tokens: unknown[] = Array.isArray(row) ? row.flat(Number.POSITIVE_INFINITY) : [row];
    requireTokens(tokens, reader);
    counter.addDocument(tokens as T[]); // checked above
  }
}

function requireTokens<T extends Token>(
  values: ArrayLike<unknown>,
  { owner, isToken }: TokenReader<T>,
): void {
  for (let i = 0; i < values.length; i++) {
    if (isToken(values[i])) continue;
    throw new Error(
      `${owner}: adapt found a value that is no token. Received: ${received(values[i])}`,
    );
  }
}
