import { arrayLines } from "../arrays/array-lines.js";
import type { ArrayBlock, Description, Picture, ProgressBar, Tile } from "../description.js";
import { visibleLine } from "../text/visible-text.js";
import { arrayTable, fitsTable } from "./array-table.js";
import { foreignText } from "./foreign-text.js";
import { htmlTable } from "./html-table.js";
import { lineChart } from "./line-chart.js";
import { type Markup, markup, NOTHING } from "./markup.js";
import { htmlTree } from "./tree.js";

/**
 * The html form of a description; `undefined` when it has none. Colours are inherited or mixed from
 * the text colour, and nothing depends on style sheets, scripts or ids, which front ends take away
 * from notebooks that are not trusted.
 */
export function toHtml(description: Description): string | undefined {
  const { kind } = description;
  if (kind === "plain" || kind === "media" || kind === "foreign") return undefined;
  return `<div class="preplab">${part(description).html}</div>`;
}

function part(description: Description): Markup {
  switch (description.kind) {
    case "summary":
      return markup`<div><strong>${visibleLine(description.title)}</strong>${description.facts.map(
        (fact) => markup` <span style="white-space: nowrap">${visibleLine(fact)}</span>`,
      )}</div>`;
    case "verbatim":
    case "plain":
    case "media":
      return preformatted(description.text);
    case "foreign":
      return preformatted(foreignText(description));
    case "note":
      return markup`<div><small>${visibleLine(description.text)}</small></div>`;
    case "table":
      return htmlTable(description);
    case "array":
      return array(description);
    case "picture":
      return description.rows === undefined
        ? picture(description)
        : pictureTable(description, description.rows);
    case "progress":
      return progressBar(description);
    case "chart":
      return lineChart(description);
    case "fold":
      return description.open
        ? markup`<details open><summary>${visibleLine(description.label)}</summary>${part(description.body)}</details>`
        : markup`<details><summary>${visibleLine(description.label)}</summary>${part(description.body)}</details>`;
    case "tree":
      return htmlTree(description.root);
    case "stack":
      return markup`${description.items.map(part)}`;
    default:
      return description satisfies never;
  }
}

/** nbconvert's pages leave it to the reader's font, which may be proportional */
const MONOSPACE =
  "margin: 4px 0; overflow: auto; color: inherit; background: transparent; font-family: monospace";

function array({ values, matrix = values, rows }: ArrayBlock): Markup {
  if (rows !== undefined) {
    return markup`<pre style="${MONOSPACE}; line-height: 1">${rows.join("\n")}</pre>`;
  }
  return fitsTable(matrix) ? arrayTable(matrix) : preformatted(arrayLines(values).join("\n"));
}

function preformatted(text: string): Markup {
  return markup`<pre style="${MONOSPACE}">${text}</pre>`;
}

function pngImage({ png, width, height }: Tile, alt: string): Markup {
  const source = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  return markup`<img src="${source}" width="${width}" height="${height}" alt="${alt}">`;
}

function picture({ tiles, columns, caption }: Picture): Markup {
  if (tiles.length > 1 && tiles.some(({ label }) => label !== undefined)) {
    const rows = Array.from({ length: Math.ceil(tiles.length / columns) }, (_, row) =>
      tableRow(NOTHING, tiles.slice(row * columns, (row + 1) * columns), caption),
    );
    return pictureGrid(rows, caption);
  }
  const images = tiles.map((tile) => {
    const image = pngImage(tile, tile.label ?? caption);
    if (tile.label === undefined) return image;
    return markup`<span style="display: inline-block; text-align: center">${image}<br><small>${tile.label}</small></span>`;
  });
  return markup`<div>${images}</div><div><small>${caption}</small></div>`;
}

const CELL =
  "padding: 2px; border: none; background: transparent; text-align: center; vertical-align: top";

/** A row of pictures for each name, so that what belongs together stands below each other. */
function pictureTable(
  { tiles, heads, caption }: Picture,
  rows: NonNullable<Picture["rows"]>,
): Markup {
  let next = 0;
  const body = rows.map(({ name, tiles: count }) => {
    const head = markup`<th style="${CELL}; text-align: right">${name}</th>`;
    const row = tableRow(head, tiles.slice(next, next + count), name);
    next += count;
    return row;
  });
  const head =
    heads === undefined
      ? []
      : [
          markup`<tr style="background: transparent"><th></th>${heads.map((text) => markup`<th style="${CELL}; font-weight: normal"><small>${text}</small></th>`)}</tr>`,
        ];
  return pictureGrid([...head, ...body], caption);
}

function tableRow(head: Markup, tiles: readonly Tile[], alt: string): Markup {
  const cells = tiles.map((tile) => {
    const label = tile.label === undefined ? NOTHING : markup`<br><small>${tile.label}</small>`;
    return markup`<td style="${CELL}">${pngImage(tile, tile.label ?? alt)}${label}</td>`;
  });
  return markup`<tr style="background: transparent">${head}${cells}</tr>`;
}

function pictureGrid(rows: readonly Markup[], caption: string): Markup {
  return markup`<div style="overflow: auto"><table style="border: none; border-collapse: collapse">${rows}</table></div><div><small>${caption}</small></div>`;
}

function progressBar({ label, done, total, facts }: ProgressBar): Markup {
  const bar =
    total === undefined
      ? markup`<progress></progress>`
      : markup`<progress max="${total}" value="${done}"></progress>`;
  return markup`<div><strong>${visibleLine(label)}</strong> ${bar} ${[done, ...(total === undefined ? [] : [total])].join("/")}${facts.map(
    (fact) => markup` · <span style="white-space: nowrap">${visibleLine(fact)}</span>`,
  )}</div>`;
}
