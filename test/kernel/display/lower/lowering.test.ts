import { expect, test } from "vitest";
import type { Description, TableRow } from "../../../../kernel/display/description.js";
import { toHtml } from "../../../../kernel/display/lower/to-html.js";
import { toText } from "../../../../kernel/display/lower/to-text.js";

const row = (...texts: string[]): TableRow => ({ cells: texts.map((text) => ({ text })) });

const SAMPLE: Description = {
  kind: "stack",
  items: [
    { kind: "summary", title: "<Title>", facts: ["one", "two & three"] },
    {
      kind: "table",
      columns: [{ name: "name" }, { name: "size", align: "right" }],
      head: [row("<img onerror=x>", "1"), row("日本", "22")],
      tail: [row("last", "333")],
      hidden: 4,
    },
    { kind: "fold", label: "more", open: false, body: { kind: "verbatim", text: "a\n  b" } },
    { kind: "note", text: "showing 3 of 7" },
  ],
};

test("one description becomes text", () => {
  expect(toText(SAMPLE)).toBe(
    [
      "<Title> one two & three",
      "name             size",
      "<img onerror=x>     1",
      "日本               22",
      "… 4 more rows",
      "last              333",
      "a",
      "  b",
      "showing 3 of 7",
    ].join("\n"),
  );
});

test("the same description becomes html with the same content, escaped", () => {
  const html = toHtml(SAMPLE) ?? "";
  for (const piece of [
    "&lt;Title&gt;",
    "two &amp; three",
    "&lt;img onerror=x&gt;",
    "… 4 more rows",
  ]) {
    expect(html).toContain(piece);
  }
  expect(html).toContain("<details><summary>more</summary>");
  expect(html).toContain("showing 3 of 7");
});

test("html needs no style sheet, script, svg, checkbox or id", () => {
  expect(toHtml(SAMPLE)).not.toMatch(/<style|<script|<svg|<input|<img| id=/);
});

test("html takes its colours from the page", () => {
  expect(toHtml(SAMPLE)).not.toMatch(/color: (?!inherit)|background: (?!transparent|rgba)/);
});

test("a table of up to 20 rows is printed whole, a longer one by its ends", () => {
  const table = (count: number): Description => ({
    kind: "table",
    columns: [{ name: "n" }],
    head: Array.from({ length: count }, (_, i) => row(String(i))),
    tail: [],
    hidden: 0,
  });
  expect(toText(table(20)).split("\n")).toHaveLength(21);
  expect(toText(table(21)).split("\n").slice(10)).toEqual(["9", "… 8 more rows", "18", "19", "20"]);
});

test("plain text has no html form", () => {
  expect(toHtml({ kind: "plain", text: "x" })).toBeUndefined();
});
