import type {
  StringNGramsAttrs,
  StringNGramsInputs,
  StringSplitAttrs,
  StringSplitInputs,
  StringToHashBucketFastAttrs,
  StringToHashBucketFastInputs,
} from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { runOne, runOp } from "../run-op.js";

/** `tf.string.stringSplit`: [indices, values, shape] of the parts. */
export const stringSplit = nativeKernel<StringSplitInputs, StringSplitAttrs>(
  "StringSplit",
  ({ input, delimiter }, { skipEmpty }, backend) =>
    runOp(backend, {
      name: "StringSplit",
      inputs: [input, delimiter],
      attributes: { skip_empty: { bool: skipEmpty } },
      outputs: 3,
    }),
);

/** `tf.string.stringNGrams`: [n-grams, row splits]. */
export const stringNGrams = nativeKernel<StringNGramsInputs, StringNGramsAttrs>(
  "StringNGrams",
  ({ data, dataSplits }, attributes, backend) =>
    runOp(backend, {
      name: "StringNGrams",
      inputs: [data, dataSplits],
      attributes: {
        separator: { string: attributes.separator },
        ngram_widths: { int: attributes.nGramWidths },
        left_pad: { string: attributes.leftPad },
        right_pad: { string: attributes.rightPad },
        pad_width: { int: attributes.padWidth },
        preserve_short_sequences: { bool: attributes.preserveShortSequences },
        Tsplits: { type: "int32" },
      },
      outputs: 2,
    }),
);

/** `tf.string.stringToHashBucketFast`: FarmHash64 of each string, modulo the number of buckets. */
export const stringToHashBucketFast = nativeKernel<
  StringToHashBucketFastInputs,
  StringToHashBucketFastAttrs
>("StringToHashBucketFast", ({ input }, { numBuckets }, backend) =>
  runOne(backend, {
    name: "StringToHashBucketFast",
    inputs: [input],
    attributes: { num_buckets: { int: numBuckets } },
  }),
);
