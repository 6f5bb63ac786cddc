import { isTensor } from "../kinds/tensor-content.js";
import { numberFacts } from "../kinds/tensor-facts.js";
import { contentInPlace } from "../kinds/tensor-in-place.js";
import { type HistogramBins, histogramBins } from "../numbers/histogram-bins.js";
import { type NumberList, numberStatistics } from "../numbers/number-statistics.js";
import { counted } from "../text/counted.js";
import { quoteToken } from "../text/quote-token.js";
import { numbersOf, type SeriesInput, seriesEntries } from "./plot-series.js";

/** How often values occur, of one list or of several by name. */
export interface Histogram {
  readonly names: readonly string[];
  /** undefined when no value is finite */
  readonly bins: HistogramBins | undefined;
  /** a line for each list */
  readonly text: string;
}

/** Counts values in about `bins` bins: before this returns, unless tensors have to be waited for. */
export async function readHistogram(input: SeriesInput, bins: number): Promise<Histogram> {
  const entries = seriesEntries(input);
  const now = entries.map(([, values]) => numbersNow(values));
  // in place numbers do not outlast this turn
  const lists = now.every((list) => list !== undefined)
    ? now
    : await Promise.all(entries.map(([, values]) => numbersOf(values)));
  const statistics = lists.map(numberStatistics);
  const range = {
    min: Math.min(...statistics.map(({ min }) => min)),
    max: Math.max(...statistics.map(({ max }) => max)),
  };
  const lines = lists.map((list, i) => {
    const name = entries[i]?.[0] ?? "";
    const of = name === "" ? "" : `of ${quoteToken(name)} `;
    const facts = numberFacts(list, "float", statistics[i]);
    return [`histogram ${of}of ${counted(list.length, "value")}`, ...facts].join(" ");
  });
  return {
    names: entries.map(([name]) => name),
    bins: histogramBins(lists, range, bins),
    text: lines.join("\n"),
  };
}

function numbersNow(values: unknown): NumberList | undefined {
  if (
    ArrayBuffer.isView(values) &&
    (values instanceof Float32Array || values instanceof Float64Array)
  ) {
    return values;
  }
  const content = isTensor(values) ? contentInPlace(values) : undefined;
  return content?.type === "numbers" ? content.numbers : undefined;
}
