import { metricText } from "../../../src/training/fit-report.js";
import type { Description, LineChart, TableRow } from "../description.js";
import { counted } from "../text/counted.js";
import { labelText } from "../text/label-text.js";
import type { HistoryLike } from "./recognize.js";

const HEAD_ROWS = 40;
const TAIL_ROWS = 10;
/** each is a line of text too */
const MOST_CHARTS = 2;

/** What a fit left: the metrics of every epoch as a table, and how each developed. */
export function describeHistory({ epoch, history }: HistoryLike): Description {
  const names = metricNames(history);
  const rowAt = (i: number): TableRow => {
    const numbers = names.map((name) => history[name]?.[i]);
    return {
      cells: [
        { text: String((epoch[i] ?? i) + 1) },
        ...numbers.map((value) => ({ text: typeof value === "number" ? metricText(value) : "" })),
      ],
    };
  };
  const { length } = epoch;
  const headEnd = length > HEAD_ROWS + TAIL_ROWS ? HEAD_ROWS : length;
  const tailStart = Math.max(headEnd, length - TAIL_ROWS);
  return {
    kind: "stack",
    items: [
      { kind: "summary", title: "History:", facts: [counted(length, "epoch")] },
      {
        kind: "table",
        columns: ["epoch", ...names].map((name) => ({ name: labelText(name), align: "right" })),
        head: Array.from({ length: headEnd }, (_, i) => rowAt(i)),
        tail: Array.from({ length: length - tailStart }, (_, i) => rowAt(tailStart + i)),
        hidden: tailStart - headEnd,
      },
      ...(length > 1 ? charts(history) : []),
    ],
  };
}

/** A metric and its validation share a chart. */
function charts(history: HistoryLike["history"]): LineChart[] {
  const groups = new Map<string, string[]>();
  for (const name of metricNames(history)) {
    const base = name.replace(/^val_/, "");
    groups.set(base, [...(groups.get(base) ?? []), name]);
  }
  return [...groups].slice(0, MOST_CHARTS).map(([title, names]) => ({
    kind: "chart",
    title: labelText(title),
    axis: "epoch",
    lines: names.map((name) => ({
      name: labelText(name),
      values: (history[name] ?? []).map(Number),
    })),
  }));
}

/** Those of training before those of validation, which tfjs puts first. */
function metricNames(history: HistoryLike["history"]): string[] {
  const names = Object.keys(history);
  const isValidation = (name: string) => name.startsWith("val_");
  return [...names.filter((name) => !isValidation(name)), ...names.filter(isValidation)];
}
