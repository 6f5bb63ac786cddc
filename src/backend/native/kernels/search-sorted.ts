import type { SearchSortedAttrs, SearchSortedInputs } from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { runOne } from "../run-op.js";

/** `tf.searchSorted`, `lowerBound` and `upperBound`: where values belong in sorted rows. */
export const searchSorted = nativeKernel<SearchSortedInputs, SearchSortedAttrs>(
  "SearchSorted",
  ({ sortedSequence, values }, { side }, backend) =>
    runOne(backend, {
      name: side === "left" ? "LowerBound" : "UpperBound",
      inputs: [sortedSequence, values],
      attributes: { T: { type: sortedSequence.dtype }, out_type: { type: "int32" } },
    }),
);
