import { isCanvas } from "../../../src/images/pixel-source.js";
import type { Description } from "../description.js";
import { standalone, svgData } from "../shown/svg.js";
import { describeCanvas } from "./canvas.js";
import { memberOf } from "./member.js";

/** A chart that draws itself: a view of Vega, or a chart of ECharts. */
export function isDrawnChart(value: unknown): value is object {
  return hasMethods(value, ["toSVG", "toCanvas", "toImageURL"]) || isECharts(value);
}

export async function describeDrawnChart(chart: object): Promise<Description> {
  if (!isECharts(chart)) return drawing(await call(chart, "toSVG"), "Vega chart");
  if (isForServers(chart)) return drawing(call(chart, "renderToSVGString"), "ECharts chart");
  const place = call(chart, "getDom");
  return isCanvas(place) ? describeCanvas(place) : { kind: "plain", text: "ECharts chart" };
}

function drawing(svg: unknown, words: string): Description {
  return {
    kind: "foreign",
    data: { ...svgData(standalone(String(svg))), "text/plain": words },
  };
}

function isECharts(value: unknown): value is object {
  return hasMethods(value, ["renderToSVGString", "setOption"]);
}

/** others throw when asked for SVG */
function isForServers(chart: object): boolean {
  const { _ssr } = chart as { readonly _ssr?: unknown };
  return _ssr === true;
}

function call(chart: object, name: string): unknown {
  const method: unknown = Reflect.get(chart, name);
  return typeof method === "function" ? Reflect.apply(method, chart, []) : undefined;
}

function hasMethods(value: unknown, names: readonly string[]): value is object {
  return names.every((name) => typeof memberOf(value, name) === "function");
}
