import { type ByteTokenTable, EMPTY_HASH, hashByte } from "./byte-token-table.js";
import type { RaggedRows } from "./ragged-rows.js";
import { BLANKS } from "./split-text.js";
import { PUNCTUATION, type Standardization } from "./standardize-text.js";
import { encodeUtf8 } from "./utf8.js";

const BLANK = -1;
const SKIP = -2;

/** A text as a string, or as its UTF-8 bytes. */
export type Text = string | Uint8Array;

/**
 * Finds the tokens of texts without making a string of any: standardizes, splits at whitespace and looks up
 * in one pass over the UTF-8 bytes. Gives what `standardizeText` and `splitText` would.
 */
export class TokenScanner {
  readonly #table: ByteTokenTable;
  readonly #outcomes: Int16Array;
  #found = new Int32Array(1024);

  constructor(table: ByteTokenTable, how: Exclude<Standardization, "lower_unicode"> | null) {
    this.#table = table;
    this.#outcomes = byteOutcomes(how);
  }

  /** The numbers of all tokens, -1 for those not in the table; a row for each text. */
  lookUp(texts: ArrayLike<Text>): RaggedRows {
    const ends = new Int32Array(texts.length);
    let size = 0;
    for (let i = 0; i < texts.length; i++) ends[i] = size = this.#scan(texts[i]!, size, false);
    return { values: this.#found.slice(0, size), ends };
  }

  /** Adds a text's tokens to the table. Their numbers stay valid until the next call. */
  add(text: Text): Int32Array {
    return this.#found.subarray(0, this.#scan(text, 0, true));
  }

  // writes numbers from `size` on and returns how many there are then
  #scan(text: Text, size: number, adds: boolean): number {
    const { bytes, length } =
      typeof text === "string" ? encodeUtf8(text) : { bytes: text, length: text.length };
    const table = this.#table;
    const outcomes = this.#outcomes;
    table.reserve(length);
    this.#makeRoom(size + (length >> 1) + 1);
    const found = this.#found;
    const target = table.bytes;
    let count = size;
    let end = table.end;
    let at = end;
    let hash = EMPTY_HASH;
    for (let i = 0; i < length; i++) {
      const outcome = outcomes[bytes[i]!]!;
      if (outcome >= 0) {
        target[at++] = outcome;
        hash = hashByte(hash, outcome);
      } else if (outcome === BLANK && at !== end) {
        found[count++] = table.find(at - end, hash, adds);
        at = end = table.end;
        hash = EMPTY_HASH;
      }
    }
    if (at !== end) found[count++] = table.find(at - end, hash, adds);
    return count;
  }

  #makeRoom(size: number): void {
    if (size <= this.#found.length) return;
    const larger = new Int32Array(Math.max(size, this.#found.length * 2));
    larger.set(this.#found);
    this.#found = larger;
  }
}

function byteOutcomes(how: Exclude<Standardization, "lower_unicode"> | null): Int16Array {
  const outcomes = Int16Array.from({ length: 256 }, (_, byte) => byte);
  for (const blank of BLANKS) outcomes[blank.charCodeAt(0)] = BLANK;
  if (how === "lower" || how === "lower_and_strip_punctuation") {
    for (let byte = 65; byte <= 90; byte++) outcomes[byte] = byte + 32;
  }
  if (how === "strip_punctuation" || how === "lower_and_strip_punctuation") {
    for (const sign of PUNCTUATION) outcomes[sign.charCodeAt(0)] = SKIP;
  }
  return outcomes;
}
