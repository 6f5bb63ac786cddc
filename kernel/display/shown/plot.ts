import type * as Plot from "@observablehq/plot";
import { isTensor } from "../kinds/tensor-content.js";
import { withinLimit } from "../lower/within-limit.js";
import { countText } from "../numbers/short-number.js";
import { trendLine } from "../numbers/trend-line.js";
import { counted, hiddenCount } from "../text/counted.js";
import { quoteToken } from "../text/quote-token.js";
import { visibleText } from "../text/visible-text.js";
import { elementData } from "./element.js";
import { readHistogram } from "./histogram.js";
import { plotDocument } from "./plot-document.js";
import {
  type Curve,
  type Drawing,
  drawBars,
  drawHistogram,
  drawLines,
  drawPoints,
  MOST_POINTS,
  type PlotLibrary,
  type PlotOptions,
} from "./plot-marks.js";
import { readSeries, type SeriesInput, type Values, valuesOf } from "./plot-series.js";
import { type Shown, shown } from "./shown.js";

export interface HistogramOptions extends PlotOptions {
  /** about how many bins: 20 by default */
  readonly bins?: number;
}

/** Options of `Plot.plot` of `@observablehq/plot`, which a cell can import. */
export type MarksOptions = Plot.PlotOptions & { readonly marks: readonly Plot.Markish[] };

export interface PlotFunction {
  /**
   * Lines: of one list of numbers, of several by name, of y over x; tensors do as well as arrays. With
   * `marks` it is `Plot.plot` of `@observablehq/plot`.
   *
   * @example
   * plot({ loss: [0.9, 0.5, 0.3], valLoss: [1, 0.7, 0.6] }, { xLabel: "epoch" });
   * // loss █▃▁  valLoss █▃▁
   */
  (values: SeriesInput, options?: PlotOptions): Shown;
  (x: Values, y: Values, options?: PlotOptions): Shown;
  (options: MarksOptions): Shown;
  /** Points of y over x. */
  scatter(x: Values, y: Values, options?: PlotOptions): Shown;
  /** A bar for each name. */
  bar(values: Readonly<Record<string, number>>, options?: PlotOptions): Shown;
  /**
   * How often values occur: of one list or of several by name, each an array, a tensor or a column of a data
   * frame. The text says their range and distribution.
   *
   * @example
   * plot.histogram(tf.range(0, 100), { bins: 10 });
   * // histogram of 100 values x∈[0 ██████████ 99] μ=49.5 σ=28.866
   */
  histogram(values: SeriesInput, options?: HistogramOptions): Shown;
}

const MOST_NAMED = 20;

export const plot: PlotFunction = Object.assign(lines, { scatter, bar, histogram });

function lines(
  first: SeriesInput | MarksOptions,
  second?: Values | PlotOptions,
  third: PlotOptions = {},
): Shown {
  if (isMarks(first)) {
    const draw = (library: PlotLibrary) => library.plot({ ...first, ...plotDocument() });
    return drawn(undefined, draw, () => "plot");
  }
  const [curves, options] = isValues(second)
    ? [curveOf(first, second).then((curve) => [curve]), third]
    : [curvesOf(first), second ?? {}];
  return drawn(
    curves,
    (library, all) => drawLines(library, all, options),
    (all) =>
      all
        .slice(0, MOST_NAMED)
        .map(({ name, y }) => `${name === "" ? "plot" : quoteToken(name)} ${trendLine(y)}`)
        .join("  "),
  );
}

function scatter(x: Values, y: Values, options: PlotOptions = {}): Shown {
  return drawn(
    curveOf(x, y),
    (library, curve) => drawPoints(library, curve, options),
    ({ x: { length } }) => {
      const some = length > MOST_POINTS ? `, ${countText(MOST_POINTS)} of them drawn` : "";
      return `scatter plot of ${counted(length, "point")}${some}`;
    },
  );
}

function bar(values: Readonly<Record<string, number>>, options: PlotOptions = {}): Shown {
  const bars = Object.entries(values).map(([name, value]) => ({ name, value: Number(value) }));
  return drawn(
    bars,
    (library) => drawBars(library, bars, options),
    () => {
      const shown = bars
        .slice(0, MOST_NAMED)
        .map(({ name, value }) => `${quoteToken(name)}: ${value}`);
      const more = bars.length - shown.length;
      return [...shown, ...(more > 0 ? [hiddenCount(more, "bar")] : [])].join(", ");
    },
  );
}

function histogram(values: SeriesInput, { bins = 20, ...options }: HistogramOptions = {}): Shown {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`plot.histogram: bins must be a positive integer. Received: ${bins}`);
  }
  return drawn(
    readHistogram(values, bins),
    (library, histogram) => drawHistogram(library, histogram, options),
    ({ text }) => text,
  );
}

async function curvesOf(input: SeriesInput): Promise<Curve[]> {
  const series = await readSeries(input);
  return series.map(({ name, values }) => ({ name, x: values.map((_, i) => i), y: values }));
}

async function curveOf(x: unknown, y: unknown): Promise<Curve> {
  const [xs, ys] = await Promise.all([valuesOf(x), valuesOf(y)]);
  if (xs.length === ys.length) return { name: "", x: xs, y: ys };
  throw new RangeError(
    `plot: x and y must hold as many values. Received: ${xs.length} and ${ys.length}`,
  );
}

/** Values are read at once, the library is loaded when the plot is looked at. */
function drawn<Data>(
  reading: Data | Promise<Data>,
  draw: (library: PlotLibrary, data: Data) => Drawing,
  text: (data: Data) => string,
): Shown {
  const data = Promise.resolve(reading);
  // the rejection belongs to whoever displays it
  data.catch(() => undefined);
  return shown(async () => {
    const values = await data;
    const library = await import("@observablehq/plot");
    const picture = elementData(draw(library, values));
    return withinLimit({ ...picture, "text/plain": visibleText(text(values)) });
  });
}

function isMarks(value: unknown): value is MarksOptions {
  return typeof value === "object" && value !== null && Array.isArray(Reflect.get(value, "marks"));
}

function isValues(value: unknown): value is Values {
  return Array.isArray(value) || ArrayBuffer.isView(value) || isTensor(value);
}
