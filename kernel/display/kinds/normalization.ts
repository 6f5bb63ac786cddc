import type { Description, SummaryLine, TableRow } from "../description.js";
import { floatText } from "../numbers/float-text.js";
import { countText } from "../numbers/short-number.js";
import { counted } from "../text/counted.js";
import type { NormalizationLike } from "./recognize.js";

const HEAD_ROWS = 190;
const TAIL_ROWS = 10;

/** A layer that shifts and scales: mean, variance and deviation of each feature. */
export function describeNormalization(layer: NormalizationLike): Description {
  const summary = normalizationSummary(layer);
  const { mean, variance } = layer;
  if (mean === null || variance === null) return summary;
  const sizes = keptSizes(layer, mean.length);
  const { length } = mean;
  const head = Math.min(length, HEAD_ROWS);
  const tail = Math.min(length - head, TAIL_ROWS);
  const places = Array.from({ length: head + tail }, (_, i) =>
    i < head ? i : length - tail + (i - head),
  );
  const at = (values: ArrayLike<number>) => places.map((place) => values[place] ?? Number.NaN);
  const columns = [
    places.map((place) => placeText(place, sizes)),
    at(mean).map(floatText),
    at(variance).map(floatText),
    at(variance).map(Math.sqrt).map(floatText),
  ];
  const rows = places.map(
    (_, i): TableRow => ({ cells: columns.map((column) => ({ text: column[i] ?? "" })) }),
  );
  return {
    kind: "stack",
    items: [
      summary,
      {
        kind: "table",
        columns: ["feature", "mean", "variance", "deviation"].map((name) => ({
          name,
          align: "right",
        })),
        head: rows.slice(0, head),
        tail: rows.slice(head),
        hidden: length - head - tail,
      },
    ],
  };
}

/** The same in one line. */
export function normalizationSummary(layer: NormalizationLike): SummaryLine {
  const { mean, count, axis, invert } = layer;
  const title = `Normalization${invert === true ? " (inverse)" : ""}:`;
  if (mean === null) return { kind: "summary", title, facts: ["not adapted: call adapt(data)"] };
  const axes = Array.isArray(axis) && axis.join() !== "-1" ? `, axis=${axisText(axis)}` : "";
  const source =
    typeof count === "number" && count > 0
      ? `adapted on ${countText(count)} ${count === 1 ? "number" : "numbers"} each`
      : "mean and variance given";
  return {
    kind: "summary",
    title,
    facts: [`${counted(mean.length, "feature")}${axes}, ${source}`],
  };
}

function axisText(axis: readonly unknown[]): string {
  return axis.length === 0 ? "null" : `[${axis.join(", ")}]`;
}

/** Sizes of the kept axes, if the layer says so and they fit. */
function keptSizes(layer: NormalizationLike, length: number): readonly number[] {
  const shape: unknown = layer.state?.shape;
  if (!Array.isArray(shape) || shape.length < 2) return [length];
  const sizes = shape as readonly number[]; // of a state that the layer wrote
  return sizes.reduce((product, size) => product * size, 1) === length ? sizes : [length];
}

function placeText(place: number, sizes: readonly number[]): string {
  if (sizes.length < 2) return String(place);
  let rest = place;
  const indices = sizes.toReversed().map((size) => {
    const index = rest % size;
    rest = Math.floor(rest / size);
    return index;
  });
  return `[${indices.reverse().join(", ")}]`;
}
