import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Completion } from "../../../../kernel/check/checker.js";
import type { LivePlace, LiveValue } from "../../../../kernel/evaluate/live-value.js";
import { completeCell } from "../../../../kernel/session/introspect/complete-cell.js";

const folder = mkdtempSync(join(tmpdir(), "preplab-files-"));
writeFileSync(join(folder, "train.csv"), "");
writeFileSync(join(folder, ".hidden"), "");
mkdirSync(join(folder, "images"));
writeFileSync(join(folder, "images", "cat.png"), "");
afterAll(() => rmSync(folder, { recursive: true }));

const nothing: LiveValue = {
  type: "Object",
  preview: "{}",
  isPlain: false,
  properties: [],
  columns: [],
  mapKeys: [],
};
const values: Record<string, LiveValue> = {
  plain: {
    ...nothing,
    isPlain: true,
    properties: [
      { name: "rows", kind: "value", brief: "number = 3" },
      { name: "two words", kind: "value", brief: 'string = "x"' },
      { name: "it's", kind: "value", brief: "" },
      { name: "reset", kind: "function", brief: "function" },
    ],
  },
  instance: {
    ...nothing,
    properties: [{ name: "secret", kind: "value", brief: "number = 1" }],
  },
  frame: { ...nothing, columns: ["price", "unit count"] },
  map: { ...nothing, mapKeys: ["one", "two"] },
};

interface Found {
  readonly start: number;
  readonly end: number;
  readonly texts: readonly string[];
  readonly items: readonly Completion[];
  readonly asked: readonly LivePlace[];
}

/** completes at the bar, where types alone know `typed` */
async function complete(marked: string, ...typed: string[]): Promise<Found> {
  const offset = marked.indexOf("|");
  const code = marked.replace("|", "");
  const asked: LivePlace[] = [];
  const word = /\w*$/.exec(code.slice(0, offset))![0];
  const checker = {
    complete: async () => ({
      start: offset - word.length,
      end: offset,
      items: typed.map((text) => ({ text, type: "property" })),
    }),
  };
  const look = async (place: LivePlace) => {
    asked.push(place);
    return values[place.root];
  };
  const { start, end, items } = await completeCell({ checker, look, folder }, code, offset);
  return { start, end, items, asked, texts: items.map(({ text }) => text) };
}

describe("a member", () => {
  test("of a plain object comes with its kind and value, behind what types know", async () => {
    const { items, start, end } = await complete("plain.|", "typed", "rows");
    expect([start, end]).toEqual([6, 6]);
    expect(items).toEqual([
      { text: "typed", type: "property" },
      { text: "rows", type: "property" },
      { text: "reset", type: "function", signature: "reset: function" },
    ]);
  });

  test("is only offered when it begins with what is typed, whatever its case when nothing else does", async () => {
    expect((await complete("plain.ro|wing")).texts).toEqual(["rows"]);
    expect(await complete("plain.RE|wing")).toMatchObject({ start: 6, end: 12, texts: ["reset"] });
    expect((await complete("plain.x|")).texts).toEqual([]);
  });

  test("of an instance is left out when types know others: it may be private", async () => {
    expect((await complete("instance.|", "open")).texts).toEqual(["open"]);
    expect((await complete("instance.|")).texts).toEqual(["secret"]);
  });

  test("may be a column, when its name is one", async () => {
    expect((await complete("frame.|", "print")).texts).toEqual(["print", "price"]);
  });
});

describe("a text", () => {
  test("between brackets is a key, escaped for its quotes", async () => {
    expect(await complete("plain['|")).toMatchObject({
      start: 7,
      end: 7,
      texts: ["rows", "two words", "it\\'s", "reset"],
    });
  });

  test("is replaced up to its closing quote", async () => {
    expect(await complete('plain["two wo|odrs"]')).toMatchObject({
      start: 7,
      end: 17,
      texts: ["two words"],
    });
  });

  test("names columns first, in brackets and in calls", async () => {
    expect((await complete('frame["|', "print")).texts).toEqual(["price", "unit count", "print"]);
    expect((await complete('frame.select(["price", "|')).texts).toEqual(["price", "unit count"]);
    expect((await complete('frame.loc({ columns: ["unit|"] })')).texts).toEqual(["unit count"]);
  });

  test("names the keys of a map", async () => {
    expect((await complete("map.get('t|')")).texts).toEqual(["two"]);
  });

  test("passed to a function may be a file", async () => {
    expect((await complete("read('|')")).texts).toEqual(["images/", "train.csv"]);
    expect((await complete("data.csv('tr|')")).items).toEqual([
      { text: "train.csv", type: "path" },
    ]);
    expect(await complete("read('./images/c|')")).toMatchObject({
      start: 15,
      end: 16,
      texts: ["cat.png"],
    });
  });

  test("that looks like a path is one anywhere, any other is not", async () => {
    expect((await complete("const p = './im|")).texts).toEqual(["images/"]);
    expect((await complete("const p = 'im|")).texts).toEqual([]);
    expect((await complete("read('im|", "imports")).texts).toEqual(["imports"]);
    expect((await complete("read('nowhere/|")).texts).toEqual([]);
  });
});

test("where only types can tell, nothing is looked up", async () => {
  for (const marked of ["pla|", "f().x|", "// plain.|", "'plain.|'"]) {
    expect((await complete(marked)).asked).toEqual([]);
  }
  expect((await complete("plain.rows.|")).asked).toEqual([{ root: "plain", path: ["rows"] }]);
});
