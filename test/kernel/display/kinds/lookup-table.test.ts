import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

interface Row {
  readonly index: number;
  readonly token: string | number | null;
  readonly count?: number;
  readonly idf?: number;
  readonly special?: "mask" | "oov";
}

function lookupLayer(size: number, row: (index: number) => Row, more: object = {}) {
  const table = { layer: "StringLookup", size, numOov: 0, adapted: true, adaptedOn: null };
  return Object.assign(() => undefined, { lookupTable: () => ({ ...table, row, ...more }) });
}

const COLOURS: readonly Row[] = [
  { index: 0, token: "", special: "mask" },
  { index: 1, token: "[UNK]", special: "oov" },
  { index: 2, token: "cyan", count: 1200 },
  { index: 3, token: "turquoise", count: 7 },
];

test("an adapted layer is a table of index, token and count", async () => {
  const layer = lookupLayer(4, (index) => COLOURS[index] as Row, {
    numOov: 1,
    adaptedOn: { tokens: 1207, distinctTokens: 2 },
  });
  const { data } = await renderValue(layer);
  expect(data["text/plain"]).toBe(
    [
      "StringLookup: 4 tokens (1 mask, 1 OOV), adapted on 1,207 items",
      "index  token      role  count",
      '    0  ""         mask',
      "    1  [UNK]      OOV",
      "    2  cyan             1,200",
      "    3  turquoise            7",
    ].join("\n"),
  );
  expect(data["text/html"]).toContain('<meter min="0" max="1200" value="7"></meter>');
});

test("a layer that was not adapted says what to do", async () => {
  const { data } = await renderValue(lookupLayer(1, () => COLOURS[1] as Row, { adapted: false }));
  expect(data["text/plain"]).toBe("StringLookup: not adapted: call adapt(data)");
});

test("a million rows are asked for only where they are shown or searched", async () => {
  let asked = 0;
  const layer = lookupLayer(1_000_000, (index) => {
    asked++;
    return { index, token: `w${index}` };
  });
  const { data } = await renderValue(layer);
  expect(asked).toBeLessThan(4_300);
  const text = String(data["text/plain"]).split("\n");
  expect(text).toHaveLength(16);
  expect(text[12]).toBe("… 999,987 more rows");
  expect(text[15]).toBe("999999  w999999");
  const html = String(data["text/html"]);
  expect(html.match(/<tr>/g)).toHaveLength(202);
  expect(html).toContain("max-height: 320px");
  expect(html.length).toBeLessThan(200_000);
});

test.each([
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["\u202eevil", String.raw`"\u{202e}evil"`],
  ["nul\u0000", String.raw`"nul\u0000"`],
  [" lead", '" lead"'],
  ["two  blanks", '"two  blanks"'],
  ["line\nbreak", String.raw`"line\nbreak"`],
  ["x".repeat(1_000_000), `"${"x".repeat(40)}"… (1,000,000 characters)`],
])("a hostile token is shown harmless: %.20s", async (token, shown) => {
  const { data } = await renderValue(lookupLayer(1, (index) => ({ index, token })));
  const [, , row = ""] = String(data["text/plain"]).split("\n");
  expect(row).toBe(`    0  ${shown}`);
  for (const bad of ["<script", "\u202e", "\u0000"]) {
    expect(data["text/html"]).not.toContain(bad);
  }
  expect(String(data["text/html"]).length).toBeLessThan(1000);
});

test("weights of tf_idf have a column", async () => {
  const rows = [
    { index: 0, token: "[UNK]", special: "oov", idf: 0.8958 },
    { index: 1, token: "cat", count: 12, idf: 0.5 },
  ] as const;
  const { data } = await renderValue(lookupLayer(2, (index) => rows[index] as Row, { numOov: 1 }));
  expect(String(data["text/plain"]).split("\n").slice(1)).toEqual([
    "index  token  role  count    idf",
    "    0  [UNK]  OOV          0.896",
    "    1  cat             12  0.500",
  ]);
  expect(data["text/html"]).toContain('<th style="text-align: right">idf</th>');
});

test("only special rows are tinted", async () => {
  const { data } = await renderValue(lookupLayer(4, (index) => COLOURS[index] as Row));
  const tinted =
    String(data["text/html"]).match(/<tr style="background: rgba[^>]*>.*?<\/tr>/g) ?? [];
  expect(tinted.map((row) => /(mask|OOV)/.exec(row)?.[1])).toEqual(["mask", "OOV"]);
});

test("integer tokens are plain numbers", async () => {
  const layer = lookupLayer(1, (index) => ({ index, token: -1, special: "oov" }));
  expect((await renderValue(layer)).data["text/plain"]).toContain("0  -1     OOV");
});

test("a given vocabulary, a cut one and an inverse one say what they are", async () => {
  const row = (index: number): Row => ({ index, token: "a" });
  const header = async (more: object) =>
    String((await renderValue(lookupLayer(1, row, more))).data["text/plain"]).split("\n")[0];
  expect(await header({})).toBe("StringLookup: 1 token, vocabulary given");
  expect(await header({ invert: true })).toBe("StringLookup (inverse): 1 token, vocabulary given");
  expect(await header({ adaptedOn: { tokens: 9, distinctTokens: 5 } })).toBe(
    "StringLookup: 1 token, adapted on 9 items, the most frequent of 5",
  );
});
