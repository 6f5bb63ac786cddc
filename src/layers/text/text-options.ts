import type { Splitting } from "../../ops/split-text.js";
import type { Standardization } from "../../ops/standardize-text.js";
import { received } from "../../received.js";
import type { IndexLookupOptions, LookupMode } from "../lookup/lookup-options.js";
import { type Splitter, type Standardizer, splitters, standardizers } from "./text-functions.js";
import { readTextStep, type TextStep } from "./text-step.js";

/** Options of `TextVectorization`, Keras's under camelCase names. */
export interface TextVectorizationOptions
  extends Omit<
    IndexLookupOptions<string>,
    "numOovIndices" | "maskToken" | "oovToken" | "invert" | "salt"
  > {
  /**
   * `lower_and_strip_punctuation` (default), `lower`, `strip_punctuation`, `lower_unicode`, which Keras has
   * not, or null for none; a function of one text, or the name of a registered one.
   */
  readonly standardize?: Standardization | Standardizer | (string & {}) | null | undefined;
  /** `whitespace` (default), `character`, null for none, a function of one text, or a registered name. */
  readonly split?: Splitting | Splitter | (string & {}) | null | undefined;
  /** 2 also takes pairs of neighbouring tokens, [2, 3] only pairs and triples. None by default. */
  readonly ngrams?: number | readonly number[] | null | undefined;
  /** In the mode `int`, the length that each row is cut or padded to. Defaults to the longest row's. */
  readonly outputSequenceLength?: number | null | undefined;
  /** In the mode `int`, gives a `RaggedTensor` of rows that are not padded. Defaults to false. */
  readonly ragged?: boolean | undefined;
  /** Encoding of the vocabulary. Must be "utf-8", the default. */
  readonly encoding?: "utf-8" | undefined;
}

/** The options of a TextVectorization that a lookup has not, checked and complete. */
export interface TextSettings {
  readonly standardize: TextStep<Standardization, Standardizer>;
  readonly split: TextStep<Splitting, Splitter>;
  readonly ngrams: number | readonly number[] | null;
  /** The widths that `ngrams` means. */
  readonly widths: readonly number[] | null;
  readonly outputSequenceLength: number | null;
  readonly ragged: boolean;
}

const STANDARDIZATIONS = [
  "lower_and_strip_punctuation",
  "lower",
  "strip_punctuation",
  "lower_unicode",
] as const;

/** Checks the options of a TextVectorization. Throws, naming `owner`, at the first that does not fit. */
export function readTextOptions(
  owner: string,
  options: TextVectorizationOptions,
  outputMode: LookupMode,
): TextSettings {
  const {
    standardize = "lower_and_strip_punctuation",
    split = "whitespace",
    ngrams = null,
    outputSequenceLength = null,
    ragged = false,
    encoding = "utf-8",
  } = options;
  if (String(encoding).toLowerCase() !== "utf-8") {
    throw new Error(`${owner}: encoding must be "utf-8". Received: ${received(encoding)}`);
  }
  if (outputSequenceLength !== null && !isCount(outputSequenceLength)) {
    throw new Error(
      `${owner}: outputSequenceLength must be a whole number, 1 or more. ` +
        `Received: ${received(outputSequenceLength)}`,
    );
  }
  for (const [option, isSet] of [
    ["outputSequenceLength", outputSequenceLength !== null],
    ["ragged", ragged],
  ] as const) {
    if (!isSet || outputMode === "int") continue;
    throw new Error(
      `${owner}: ${option} works only with outputMode "int". Received: ${received(outputMode)}`,
    );
  }
  return {
    standardize: readTextStep(owner, "standardize", standardize, STANDARDIZATIONS, standardizers),
    split: readTextStep(owner, "split", split, ["whitespace", "character"] as const, splitters),
    ngrams,
    widths: readWidths(owner, ngrams),
    outputSequenceLength,
    ragged,
  };
}

function readWidths(owner: string, ngrams: unknown): readonly number[] | null {
  if (ngrams === null) return null;
  if (isCount(ngrams)) return Array.from({ length: ngrams }, (_, i) => i + 1);
  if (Array.isArray(ngrams) && ngrams.length > 0 && ngrams.every(isCount)) return ngrams;
  throw new Error(
    `${owner}: ngrams must be a whole number above 0 or a list of them. Received: ${received(ngrams)}`,
  );
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1; // an integer is a number
}
