import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

interface Page {
  readonly document: Document;
  readonly window: object;
}

function lookup(size: number, token = (index: number) => `word${index}`) {
  const row = (index: number) => ({ index, token: token(index), count: size - index });
  const table = { layer: "StringLookup", size, numOov: 0, adapted: true, adaptedOn: null, row };
  return Object.assign(() => undefined, { lookupTable: () => table });
}

async function htmlOf(value: unknown): Promise<string> {
  return String((await renderValue(value)).data["text/html"]);
}

/** Puts outputs on a page and runs their scripts: in their places, or as VS Code does at the end of the output. */
function open(outputs: readonly string[], place: "inside" | "end" = "inside"): Page {
  const body = outputs.map((html) => `<section>${html}</section>`).join("");
  const { document, window } = parseHTML(`<html><body>${body}</body></html>`);
  for (const section of document.querySelectorAll("section")) {
    for (const script of section.querySelectorAll("script")) {
      const currentScript = place === "inside" ? script : { parentNode: section };
      const seen = new Proxy(document, {
        get: (target, key) => {
          if (key === "currentScript") return currentScript;
          const value: unknown = Reflect.get(target, key);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      new Function("document", script.textContent ?? "")(seen);
    }
  }
  return { document, window };
}

function type({ document, window }: Page, text: string, box = 0): { rows: string[]; note: string } {
  const input = document.querySelectorAll("input")[box] as HTMLInputElement;
  input.value = text;
  const InputEvent: typeof Event = Reflect.get(window, "Event");
  input.dispatchEvent(new InputEvent("input"));
  const section = input.closest("section") as HTMLElement;
  const rows = [...section.querySelectorAll<HTMLElement>("tbody tr")]
    .filter((row) => row.style.display !== "none")
    .map((row) => [...row.children].map((cell) => cell.textContent?.trim()).join(" "));
  return { rows, note: input.parentNode?.querySelector("small")?.textContent ?? "" };
}

test("a table that needs no scrolling has no search", async () => {
  const html = await htmlOf(lookup(14));
  expect(html).not.toMatch(/<script|preplab-search/);
});

test("the box is made by the script alone", async () => {
  const html = await htmlOf(lookup(50));
  expect(html).not.toMatch(/<input| id=/);
  expect(html.replace(/<script>.*<\/script>/s, "")).toContain('<div class="preplab-search"></div>');
});

test("tokens are found by a part, rows by their index", async () => {
  const page = open([await htmlOf(lookup(50))]);
  expect(type(page, "").rows).toHaveLength(50);
  expect(type(page, "").note).toBe("searching 50 rows");
  expect(type(page, "WORD4 ".trim())).toEqual({
    rows: ["4 word4 46", ...Array.from({ length: 10 }, (_, i) => `4${i} word4${i} ${10 - i}`)],
    note: "11 rows, searching 50 rows",
  });
  expect(type(page, "17").rows).toEqual(["17 word17 33"]);
  expect(type(page, "nothing")).toEqual({ rows: [], note: "0 rows, searching 50 rows" });
  expect(type(page, "").rows).toHaveLength(50);
});

test("rows between those shown are found, and how far the search reaches is said", async () => {
  const page = open([await htmlOf(lookup(1_000_000))]);
  expect(type(page, "").note).toBe("searching the 4,200 rows held here of 1,000,000");
  expect(type(page, "word4189")).toEqual({
    rows: ["4189 word4189 995,811"],
    note: "1 row, searching the 4,200 rows held here of 1,000,000",
  });
  expect(type(page, "word999998").rows).toEqual(["999998 word999998 2"]);
  expect(type(page, "word500000").rows).toEqual([]);
});

test("of many rows the token itself comes first, and a hundred at most", async () => {
  const page = open([
    await htmlOf(lookup(3_000, (index) => (index === 2_500 ? "a" : `ba${index}`))),
  ]);
  const { rows, note } = type(page, "a");
  expect(rows).toHaveLength(300);
  expect(rows[200]).toBe("2500 a 500");
  expect(note).toBe("3,000 rows, not all of them shown, searching 3,000 rows");
});

test.each(["inside", "end"] as const)(
  "two tables do not disturb each other: scripts run %s",
  async (place) => {
    const [one, two] = [await htmlOf(lookup(20)), await htmlOf(lookup(30, (i) => `other${i}`))];
    for (const outputs of [[one, two], [`${one}${two}`]]) {
      const page = open(outputs, place);
      expect(page.document.querySelectorAll("input")).toHaveLength(2);
      const note = (box: number, text: string) => type(page, text, box).note;
      expect(note(0, "word7")).toBe("1 row, searching 20 rows");
      expect(note(1, "other")).toBe("30 rows, searching 30 rows");
      expect(note(1, "word")).toBe("0 rows, searching 30 rows");
    }
  },
);

test("a script that runs again, or that nobody tells where, does nothing", async () => {
  const html = await htmlOf(lookup(20));
  const page = open([html]);
  const { document } = page;
  const [script] = document.querySelectorAll("script");
  const source = script?.textContent ?? "";
  for (const currentScript of [script, null]) {
    new Function("document", source)({ currentScript });
  }
  expect(document.querySelectorAll("input")).toHaveLength(1);
});

test.each([
  ["</script><script>alert(1)</script>", "</script><script>alert(1)</script>"],
  ["<!--<script>", "<!--<script>"],
  ["\u202eevil", String.raw`"\u{202e}evil"`],
  ["tab\there", String.raw`"tab\there"`],
  ["line\u2028end", String.raw`"line\u{2028}end"`],
])("a hostile token beyond the rows shown is found as text: %s", async (token, shown) => {
  const html = await htmlOf(lookup(1_000, (index) => (index === 500 ? token : `word${index}`)));
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/script/g)).toHaveLength(1);
  expect(html).not.toContain("<!--");
  const page = open([html]);
  expect(type(page, "500").rows).toEqual([`500 ${shown} 500`]);
});

test("long tokens are held as far as 110 kB go", async () => {
  const html = await htmlOf(lookup(10_000, (index) => `${index}`.padEnd(200, "<")));
  expect(html.length).toBeLessThan(200_000);
  const held = /searching the ([\d,]+) rows held here of 10,000/.exec(html)?.[1];
  expect(Number(held?.replace(",", ""))).toBeGreaterThan(400);
});
