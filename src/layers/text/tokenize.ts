import { ngrams } from "../../ops/ngrams.js";
import { splitText } from "../../ops/split-text.js";
import { type Standardization, standardizeText } from "../../ops/standardize-text.js";
import type { Text } from "../../ops/token-scanner.js";
import { received } from "../../received.js";
import type { TextSettings } from "./text-options.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text in the form that `settings` asks for. */
export function standardize(
  owner: string,
  text: Text,
  { standardize: step }: TextSettings,
): string {
  const plain = typeof text === "string" ? text : decoder.decode(text);
  if (step.kind !== "function") {
    return standardizeText(plain, step.kind === "none" ? null : step.how);
  }
  const result: unknown = step.run(plain);
  if (typeof result === "string") return result;
  throw new Error(
    `${owner}: the function of standardize must give a string. Received: ${received(result)}`,
  );
}

/** The tokens of one text, n-grams included; the whole text is one where nothing splits. */
export function tokenize(owner: string, text: Text, settings: TextSettings): readonly string[] {
  const tokens = split(owner, standardize(owner, text, settings), settings);
  return settings.widths === null ? tokens : ngrams(tokens, settings.widths);
}

function split(owner: string, text: string, { split: step }: TextSettings): readonly string[] {
  if (step.kind === "none") return [text];
  if (step.kind === "built-in") return splitText(text, step.how);
  const tokens: unknown = step.run(text);
  if (Array.isArray(tokens) && tokens.every((token) => typeof token === "string")) return tokens;
  throw new Error(
    `${owner}: the function of split must give an array of strings. Received: ${received(tokens)}`,
  );
}

/** A standardization that works on bytes; null does nothing. */
export type ByteStandardization = Exclude<Standardization, "lower_unicode"> | null;

/** What a `TokenScanner` needs to find the same tokens; undefined when it cannot. */
export function scannable(settings: TextSettings): ByteStandardization | undefined {
  const { standardize: step, split: splitting, widths } = settings;
  if (widths !== null || splitting.kind !== "built-in" || splitting.how !== "whitespace") return;
  if (step.kind === "none") return null;
  if (step.kind === "function" || step.how === "lower_unicode") return;
  return step.how;
}
