import { type KerasObject, unwrapValue } from "./keras-object.js";
import type { ReadContext } from "./read-context.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: where Python's splitlines ends a line
export const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/**
 * The config of a preprocessing layer with what the layer learnt, which Keras keeps in other files: the
 * vocabulary in the assets, its weights among the arrays.
 */
export function preprocessingConfig(
  { assets, weights }: ReadContext,
  { class_name, config }: KerasObject,
  place: string,
): Record<string, unknown> {
  const plain = Object.entries(config)
    .filter(([option]) => option !== "dtype") // of the numbers inside, which are those of tfjs here
    .map(([option, value]) => [option, unwrapValue(value)]);
  const options: Record<string, unknown> = Object.fromEntries(plain);
  const text = assets.get(`${place}/vocabulary.txt`);
  if (text === undefined || config.vocabulary != null) return options;
  const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(text).split(LINE_END);
  while (lines.at(-1) === "") lines.pop();
  const idf = weights.get(place)?.arrays.get("idf_weights");
  return {
    ...options,
    vocabulary: class_name === "IntegerLookup" ? lines.map(Number) : lines,
    idf_weights: idf === undefined ? null : Array.from(idf.values.subarray(0, lines.length)),
    has_input_vocabulary: false, // learnt, so that it can be learnt anew
  };
}
