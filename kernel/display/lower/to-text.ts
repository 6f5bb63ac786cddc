import { arrayLines } from "../arrays/array-lines.js";
import type { Description, ProgressBar } from "../description.js";
import { trendLine } from "../numbers/trend-line.js";
import { visibleText } from "../text/visible-text.js";
import { foreignText } from "./foreign-text.js";
import { tableLines } from "./table-lines.js";

/** The text form of a description: no colours, no trailing blanks, characters one can see. */
export function toText(description: Description): string {
  return lines(description)
    .flatMap((line) => line.split("\n"))
    .map((line) => visibleText(line).trimEnd())
    .join("\n");
}

function lines(part: Description): string[] {
  switch (part.kind) {
    case "summary":
      return [[part.title, ...part.facts].join(" ")];
    case "verbatim":
    case "note":
    case "plain":
    case "media":
    case "tree":
      return [part.text];
    case "foreign":
      return [foreignText(part)];
    case "table":
      return tableLines(part);
    case "array":
      return arrayLines(part.values);
    case "picture":
      return [
        ...labelLine(part.rows?.map(({ name }) => name) ?? []),
        ...labelLine(part.heads ?? []),
        ...labelLine(part.tiles.map((tile) => tile.label)),
        part.caption,
      ];
    case "progress":
      return [progressLine(part)];
    case "chart":
      return [part.lines.map(({ name, values }) => `${name} ${trendLine(values)}`).join("  ")];
    case "fold":
      return part.htmlOnly === true ? [] : lines(part.body);
    case "stack":
      return part.items.flatMap(lines);
    default:
      return part satisfies never;
  }
}

function labelLine(labels: readonly (string | undefined)[]): string[] {
  const given = labels.filter((label) => label !== undefined);
  if (given.length === 0) return [];
  const shown = given.slice(0, 12).join(" | ");
  return [given.length > 12 ? `${shown} | … ${given.length - 12} more` : shown];
}

const BAR_WIDTH = 20;

function progressLine({ label, done, total, facts }: ProgressBar): string {
  if (total === undefined) return [`${label} ${done}`, ...facts].join(", ");
  const filled = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * BAR_WIDTH);
  const bar = `[${"=".repeat(filled)}${" ".repeat(BAR_WIDTH - filled)}]`;
  return [`${label} ${bar} ${done}/${total}`, ...facts].join(", ");
}
