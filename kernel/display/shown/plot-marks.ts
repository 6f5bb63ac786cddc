import type * as Plot from "@observablehq/plot";
import { sampleIndices } from "../numbers/sample-indices.js";
import { thinned } from "../numbers/thinned.js";
import { visibleLine } from "../text/visible-text.js";
import type { Histogram } from "./histogram.js";
import { plotDocument } from "./plot-document.js";

export type PlotLibrary = typeof Plot;
export type Drawing = ReturnType<typeof Plot.plot>;

export interface PlotOptions {
  readonly title?: string;
  /** what the horizontal and the vertical axis show */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** pixels: 640 by default */
  readonly width?: number;
  /** pixels: 280 by default */
  readonly height?: number;
}

export interface Curve {
  /** empty for the only one */
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const WIDTH = 640;
const HEIGHT = 280;
const NAME_WIDTH = 90;
const MOST_TICKS = 12;
/** more make a picture that is too large to be sent, and no other to the eye */
export const MOST_POINTS = 5_000;
/** the first colour of the palette that names get */
const INK = "#4269d0";

/** Lines, each with its name at its end: a legend would be html beside the drawing. */
export function drawLines(library: PlotLibrary, curves: readonly Curve[], options: PlotOptions) {
  const points = curves.flatMap(({ name, x, y }) =>
    thinned(y, MOST_POINTS / curves.length).map((i) => ({
      name,
      x: x[i] as number,
      y: y[i] as number,
    })),
  );
  const axes = { ...frame(options), ...countedAxis(points, options) };
  const crossesZero = points.some(({ y }) => y < 0) && points.some(({ y }) => y > 0);
  const zero = crossesZero ? [library.ruleY([0], { strokeOpacity: 0.2 })] : [];
  if (curves.length < 2) {
    const line = library.lineY(points, { x: "x", y: "y", stroke: INK });
    return library.plot({ ...axes, marks: [...zero, line] });
  }
  const end = { x: "x", y: "y", z: "name", text: "name", fill: "name", dx: 4 } as const;
  return library.plot({
    ...axes,
    marginRight: NAME_WIDTH,
    marks: [
      ...zero,
      library.lineY(points, { x: "x", y: "y", stroke: "name" }),
      library.text(points, library.selectLast({ ...end, textAnchor: "start" })),
    ],
  });
}

/** Few whole numbers, such as epochs, have no halves between them. */
function countedAxis(points: readonly { readonly x: number | undefined }[], options: PlotOptions) {
  const places = new Set(points.map(({ x }) => x));
  if (places.size > MOST_TICKS || ![...places].every(Number.isInteger)) return {};
  return { x: { label: options.xLabel ?? null, ticks: [...places], tickFormat: String } };
}

export function drawPoints(library: PlotLibrary, { x, y }: Curve, options: PlotOptions) {
  const points = Array.from(sampleIndices(x.length, MOST_POINTS), (i) => ({ x: x[i], y: y[i] }));
  const dots = library.dot(points, { x: "x", y: "y", r: 2, fill: INK });
  return library.plot({ ...frame(options), inset: 6, marks: [dots] });
}

export function drawBars(
  library: PlotLibrary,
  bars: readonly { readonly name: string; readonly value: number }[],
  options: PlotOptions,
) {
  return library.plot({
    ...frame(options),
    x: { label: words(options.xLabel), domain: bars.map(({ name }) => name) },
    marks: [library.barY(bars, { x: "name", y: "value", fill: INK }), library.ruleY([0])],
  });
}

/** Bars over the edges of bins; those of several lists stand in front of each other. */
export function drawHistogram(
  library: PlotLibrary,
  { names, bins }: Histogram,
  options: PlotOptions,
) {
  const bars = names.flatMap((name, list) =>
    (bins?.counts[list] ?? []).map((count, i) => {
      return { name, count, from: bins?.edges[i], to: bins?.edges[i + 1] };
    }),
  );
  const isNamed = names.length > 1;
  return library.plot({
    ...frame(options),
    ...(isNamed ? { color: { legend: true } } : {}),
    marks: [
      library.rectY(bars, {
        x1: "from",
        x2: "to",
        y1: 0,
        y2: "count",
        inset: 0.5,
        fill: isNamed ? "name" : INK,
        ...(isNamed ? { mixBlendMode: "multiply" } : {}),
      }),
      library.ruleY([0]),
    ],
  });
}

function frame({ title, xLabel, yLabel, width = WIDTH, height = HEIGHT }: PlotOptions) {
  return {
    ...plotDocument(),
    width,
    height,
    x: { label: words(xLabel) },
    y: { label: words(yLabel), grid: true, nice: true },
    ...(title === undefined ? {} : { title: visibleLine(title) }),
  };
}

function words(label: string | undefined): string | null {
  return label === undefined ? null : visibleLine(label);
}
