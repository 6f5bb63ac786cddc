import type { Description, SummaryLine, TableRow } from "../description.js";
import { floatText } from "../numbers/float-text.js";
import { numberRuler } from "../numbers/number-ruler.js";
import { shortNumber } from "../numbers/short-number.js";
import { counted } from "../text/counted.js";
import type { DiscretizationLike } from "./recognize.js";

const HEAD_ROWS = 190;
const TAIL_ROWS = 10;

/** A layer that sorts numbers into bins: where its boundaries lie, and what falls into each bin. */
export function describeDiscretization(layer: DiscretizationLike): Description {
  const summary = discretizationSummary(layer);
  const boundaries = Array.from(layer.binBoundaries ?? []);
  if (boundaries.length === 0) return summary;
  const bins = boundaries.length + 1;
  const head = Math.min(bins, HEAD_ROWS);
  const tail = Math.min(bins - head, TAIL_ROWS);
  const ruler = numberRuler(boundaries);
  return {
    kind: "stack",
    items: [
      summary,
      ...(ruler.length > 0 ? [{ kind: "verbatim", text: ruler.join("\n") } as const] : []),
      {
        kind: "table",
        columns: [
          { name: "bin", align: "right" },
          { name: "from", align: "right" },
          { name: "below", align: "right" },
          { name: "width", align: "right", bar: true },
        ],
        head: rowsBetween(boundaries, 0, head),
        tail: rowsBetween(boundaries, bins - tail, bins),
        hidden: bins - head - tail,
      },
    ],
  };
}

/** The same in one line. */
export function discretizationSummary(layer: DiscretizationLike): SummaryLine {
  const { binBoundaries, numBins, outputMode } = layer;
  const mode = typeof outputMode === "string" && outputMode !== "int" ? [`, ${outputMode}`] : [];
  const title = "Discretization:";
  if (binBoundaries === null) {
    const wanted = typeof numBins === "number" ? [`${counted(numBins, "bin")},`] : [];
    return { kind: "summary", title, facts: [...wanted, "not adapted: call adapt(data)"] };
  }
  const { length } = binBoundaries;
  const source = typeof numBins === "number" ? "learnt by adapt" : "given";
  const bins = `${counted(length + 1, "bin")}, ${counted(length, "boundary")} ${source}`;
  return { kind: "summary", title, facts: [[bins, ...mode].join("")] };
}

function rowsBetween(boundaries: readonly number[], start: number, end: number): TableRow[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => {
    const bin = start + i;
    const [from, below] = [boundaries[bin - 1], boundaries[bin]];
    const width = from === undefined || below === undefined ? undefined : below - from;
    return {
      cells: [
        { text: String(bin) },
        { text: from === undefined ? "" : floatText(from) },
        { text: below === undefined ? "" : floatText(below) },
        width === undefined ? { text: "" } : { text: shortNumber(width), amount: width },
      ],
    };
  });
}
