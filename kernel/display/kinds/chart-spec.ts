import type { MimeData } from "../shown/shown.js";
import { counted } from "../text/counted.js";
import { memberOf } from "./member.js";

type Fields = Readonly<Record<string, unknown>>;

/** the newest version that JupyterLab itself draws */
const NEWEST = 5;

/**
 * The MIME data of a chart that a front end draws: a specification for Vega or Vega-Lite, something
 * that makes one (`toSpec`), or a figure of Plotly. `undefined` for everything else.
 */
export function chartData(value: unknown): MimeData | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const toSpec = memberOf(value, "toSpec");
  if (typeof toSpec === "function") return vegaData(toSpec.call(value));
  return vegaData(value) ?? plotlyData(value);
}

function vegaData(value: unknown): MimeData | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const schema = memberOf(value, "$schema");
  if (typeof schema !== "string") return undefined;
  const match = /\/schema\/(vega|vega-lite)\/v(\d+)/.exec(schema);
  if (match === null) return undefined;
  const [, dialect, version] = match;
  const mime = `application/vnd.${dialect === "vega" ? "vega" : "vegalite"}.v${Math.min(NEWEST, Number(version))}+json`;
  const name = dialect === "vega" ? "Vega" : "Vega-Lite";
  return {
    [mime]: structuredClone(value),
    "text/plain": `${name} chart${vegaTitle(value as Fields)}`,
  };
}

function vegaTitle({ title, mark }: Fields): string {
  const text = typeof title === "object" && title !== null ? (title as Fields).text : title;
  if (typeof text === "string") return `: ${text}`;
  const kind = typeof mark === "object" && mark !== null ? (mark as Fields).type : mark;
  return typeof kind === "string" ? ` of ${kind} marks` : "";
}

function plotlyData(value: object): MimeData | undefined {
  const [data, layout, config] = ["data", "layout", "config"].map((name) => memberOf(value, name));
  if (!Array.isArray(data) || typeof layout !== "object" || layout === null) return undefined;
  const isTrace = (trace: unknown) => typeof trace === "object" && trace !== null;
  if (data.length === 0 || !data.every(isTrace)) return undefined;
  const kinds = [...new Set((data as Fields[]).map((trace) => String(trace.type ?? "scatter")))];
  return {
    "application/vnd.plotly.v1+json": structuredClone({
      data,
      layout,
      ...(config === undefined ? {} : { config }),
    }),
    "text/plain": `Plotly figure of ${counted(data.length, "trace")} (${kinds.join(", ")})`,
  };
}
