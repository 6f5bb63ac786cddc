import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { layers } from "../../../../src/index.js";

async function shown(value: unknown) {
  const { data } = await renderValue(value);
  return { text: String(data["text/plain"]), html: String(data["text/html"]) };
}

test("boundaries stand on a ruler, bins in a table", async () => {
  const layer = layers.discretization({ binBoundaries: [-1, 0, 3] });
  const { text, html } = await shown(layer);
  expect(text).toBe(
    [
      "Discretization: 4 bins, 3 boundaries given",
      "───┼───────────────┼───────────────────────────────────────────────┼───",
      "  -1               0                                               3",
      "bin  from  below  width",
      "  0           -1",
      "  1    -1      0      1",
      "  2     0      3      3",
      "  3     3",
    ].join("\n"),
  );
  expect(html).toContain("───┼───────────────┼───");
  expect(html).toContain('<meter min="0" max="3" value="1"></meter>');
});

test("a layer that has learnt nothing says what to do", async () => {
  const layer = layers.discretization({ numBins: 3 });
  expect((await shown(layer)).text).toBe("Discretization: 3 bins, not adapted: call adapt(data)");
  await layer.adapt([1, 2, 3, 4, 5, 6]);
  const [first] = (await shown(layer)).text.split("\n");
  expect(first).toBe("Discretization: 3 bins, 2 boundaries learnt by adapt");
});

test("one boundary has no ruler, another mode is said", async () => {
  const layer = layers.discretization({ binBoundaries: [0.1], outputMode: "one_hot" });
  expect((await shown(layer)).text).toBe(
    [
      "Discretization: 2 bins, 1 boundary given, one_hot",
      "bin  from  below  width",
      "  0          0.1",
      "  1   0.1",
    ].join("\n"),
  );
});

test("many bins are shown by their ends", async () => {
  const binBoundaries = Array.from({ length: 1_000 }, (_, i) => i / 8);
  const { text, html } = await shown(layers.discretization({ binBoundaries }));
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines[14]).toBe("… 988 more rows");
  expect(lines.at(-1)).toBe("1000  124.875");
  expect(html).toContain("max-height: 320px");
  expect(html.match(/<tr>/g)).toHaveLength(202);
});
