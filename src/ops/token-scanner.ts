import type { ByteTokenTable, TokenNumbers } from "./byte-token-table.js";
import type { RaggedRows } from "./ragged-rows.js";
import { BLANKS } from "./split-text.js";
import { PUNCTUATION, type Standardization } from "./standardize-text.js";

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

  constructor(table: ByteTokenTable, how: Exclude<Standardization, "lower_unicode"> | null) {
    this.#table = table;
    this.#outcomes = byteOutcomes(how);
  }

  /** The numbers of all tokens; a row for each text. */
  lookUp(texts: ArrayLike<Text>, numbers: TokenNumbers = {}): RaggedRows {
    const ends = new Int32Array(texts.length);
    let values = new Int32Array(1024);
    let size = 0;
    for (let i = 0; i < texts.length; i++) {
      const found = this.#table.scan(texts[i]!, this.#outcomes, numbers, false);
      if (size + found.length > values.length) {
        const larger = new Int32Array(2 * (size + found.length));
        larger.set(values);
        values = larger;
      }
      values.set(found, size);
      ends[i] = size += found.length;
    }
    return { values: values.subarray(0, size), ends };
  }

  /** Adds a text's tokens to the table. Their numbers stay valid until the next call. */
  add(text: Text): Int32Array {
    return this.#table.scan(text, this.#outcomes, {}, true);
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
