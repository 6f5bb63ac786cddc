import type { LineChart } from "../description.js";
import { shortNumber } from "../numbers/short-number.js";
import { visibleLine } from "../text/visible-text.js";
import { type Markup, markup, NOTHING } from "./markup.js";

const WIDTH = 340;
const HEIGHT = 170;
const LEFT = 52;
const RIGHT = 10;
const TOP = 24;
const BOTTOM = 22;
const COLOURS = ["#3b82f6", "#f07f13", "#16a34a", "#d946ef", "#ef4444", "#0ea5e9"];

/**
 * Lines as an SVG picture, dark on a white card as plots are: of an svg element, notebooks that are not
 * trusted leave the words alone. Nothing for single points.
 */
export function lineChart({ title, axis, lines }: LineChart): Markup {
  const count = Math.max(...lines.map(({ values }) => values.length));
  const finite = lines.flatMap(({ values }) => values.filter(Number.isFinite));
  if (count < 2 || finite.length === 0) return NOTHING;
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const x = (i: number) => round(LEFT + (i / (count - 1)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
  };
  const paths = lines.map(({ values }, i) => {
    const colour = COLOURS[i % COLOURS.length] ?? "";
    return markup`<path d="${path(values, x, y)}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"></path>`;
  });
  const names = lines.map(
    ({ name }, i) =>
      markup`<tspan dx="10" fill="${COLOURS[i % COLOURS.length] ?? ""}">●</tspan><tspan dx="3">${visibleLine(name)}</tspan>`,
  );
  const { html } =
    markup`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${visibleLine(title)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="11" fill="#222222"><text x="${LEFT - 10}" y="12">${names}</text><path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" fill="none" stroke="#222222" stroke-opacity="0.4"></path><text x="${LEFT - 6}" y="${TOP + 4}" text-anchor="end">${shortNumber(high)}</text><text x="${LEFT - 6}" y="${HEIGHT - BOTTOM + 4}" text-anchor="end">${shortNumber(low)}</text><text x="${LEFT}" y="${HEIGHT - 6}" text-anchor="middle">1</text><text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${visibleLine(axis)}</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">${count}</text>${paths}</svg>`;
  const source = `data:image/svg+xml;base64,${Buffer.from(html).toString("base64")}`;
  return markup`<img src="${source}" width="${WIDTH}" height="${HEIGHT}" alt="${visibleLine(title)}" style="max-width: 100%; background: white">`;
}

/** Interrupted where a value is not finite. */
function path(
  values: readonly number[],
  x: (i: number) => number,
  y: (value: number) => number,
): string {
  let isDrawing = false;
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) {
        isDrawing = false;
        return "";
      }
      const command = isDrawing ? "L" : "M";
      isDrawing = true;
      return `${command}${x(i)} ${y(value)}`;
    })
    .join("");
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
