import type { Table, TableRow, TableSearch } from "../description.js";
import { countText } from "../numbers/short-number.js";
import { counted } from "../text/counted.js";
import { visibleText } from "../text/visible-text.js";
import { type Markup, markup } from "./markup.js";

const MOST_FOUND = 100;
const MOST_CHARACTERS = 110_000;

/**
 * Runs in the front end, with what is searched. It adds the input itself, so that there is none where
 * scripts do not run. Front ends run a script in its place or at the end of its output, one after
 * another: it takes the first box near it that is still empty, and leaves no name behind.
 */
const SCRIPT = `({ column, noun, scope, most, align, held }) => {
  const script = document.currentScript;
  const box = script && script.parentNode && script.parentNode.querySelector(".preplab-search:empty");
  if (!box) return;
  const rows = [...box.parentNode.querySelectorAll("tbody tr")];
  const beyond = held === "" ? [] : held.split("\\n").map((line) => line.split("\\t"));
  const input = document.createElement("input");
  const note = document.createElement("small");
  const found = document.createElement("tbody");
  const isHit = (cells, wanted) =>
    cells[0] === wanted || (cells[column] || "").toLowerCase().includes(wanted);
  const rowOf = (cells) => {
    const row = document.createElement("tr");
    cells.forEach((text, i) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      cell.style.textAlign = align[i];
      row.append(cell);
    });
    return row;
  };
  const search = () => {
    const wanted = input.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const cells = [...row.children].map((cell) => cell.textContent.trim());
      const isShown = wanted === "" || (cells.length > 1 && isHit(cells, wanted));
      row.style.display = isShown ? "" : "none";
      if (isShown) count++;
    }
    const hits = wanted === "" ? [] : beyond.filter((cells) => isHit(cells, wanted));
    const isExact = (cells) => cells[0] === wanted || cells[column].toLowerCase() === wanted;
    hits.sort((a, b) => isExact(b) - isExact(a));
    found.replaceChildren(...hits.slice(0, most).map(rowOf));
    count += hits.length;
    const all = count.toLocaleString("en") + (count === 1 ? " row, " : " rows, ");
    const cut = hits.length > most ? "not all of them shown, " : "";
    note.textContent = wanted === "" ? scope : all + cut + scope;
  };
  input.type = "search";
  input.placeholder = "search " + noun + "s";
  input.setAttribute("aria-label", input.placeholder);
  input.setAttribute("data-lm-suppress-shortcuts", "true");
  input.addEventListener("input", search);
  for (const type of ["keydown", "keypress", "keyup"]) {
    input.addEventListener(type, (event) => event.stopPropagation());
  }
  box.parentNode.querySelector("table").append(found);
  box.append(input, " ", note);
  search();
}`.replace(/\n\s*/g, "\n");

/** A table under a search box. */
export function searchable(body: Markup, table: Table, search: TableSearch): Markup {
  const { column, noun } = search;
  const held = heldLines(search.held);
  const shown = table.head.length + table.tail.length;
  const rows = shown + held.length;
  const total = shown + table.hidden;
  const scope =
    rows === total
      ? `searching ${counted(rows, "row")}`
      : `searching the ${countText(rows)} rows held here of ${countText(total)}`;
  const align = table.columns.map(({ align = "left" }) => align);
  const data = { column, noun, scope, most: MOST_FOUND, align, held: held.join("\n") };
  const script: Markup = { html: `<script>(${SCRIPT})(${json(data)})</script>` };
  return markup`<div><div class="preplab-search"></div>${body}${script}</div>`;
}

/** The first rows, as many as are worth their place in a notebook. */
function heldLines(rows: readonly TableRow[]): string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = line(row);
    characters += json(text).length;
    if (characters > MOST_CHARACTERS) break;
    lines.push(text);
  }
  return lines;
}

function line({ cells }: TableRow): string {
  return cells.map(({ text }) => visibleText(text.replace(/[\t\n]/g, " "))).join("\t");
}

/** a tag in the data would end the script */
function json(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
