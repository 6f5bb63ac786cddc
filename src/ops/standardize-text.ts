/** What happens to a text before it is split: see `standardizeText`. */
export type Standardization =
  | "lower_and_strip_punctuation"
  | "lower"
  | "strip_punctuation"
  | "lower_unicode";

/** The punctuation that standardization removes: the 32 signs of ASCII. */
export const PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

const SIGNS = new RegExp(`[${PUNCTUATION.replace(/[\\\]^-]/g, "\\$&")}]+`, "g");

/**
 * A text in a common form, as TensorFlow makes it: `lower` turns A-Z, and no other letters, to a-z;
 * `strip_punctuation` removes the 32 signs of ASCII without leaving a blank. `lower_unicode` lowers every
 * letter and is not of Keras.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.standardizeText("Don't SHOUT, Émile!", "lower_and_strip_punctuation")); // dont shout Émile
 */
export function standardizeText(text: string, how: Standardization | null): string {
  switch (how) {
    case null:
      return text;
    case "lower":
      return lowerAscii(text);
    case "strip_punctuation":
      return text.replace(SIGNS, "");
    case "lower_and_strip_punctuation":
      return lowerAscii(text).replace(SIGNS, "");
    case "lower_unicode":
      return text.toLowerCase();
  }
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
