import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { layers, tf } from "../../../../src/index.js";

async function textOf(value: unknown) {
  return String((await renderValue(value)).data["text/plain"]);
}

test("the output of a lookup has its tokens under its indices", async () => {
  const lookup = layers.stringLookup({ vocabulary: ["cyan", "<b>"], maskToken: "" });
  const { data } = await renderValue(lookup(["<b>", "azure", ""]));
  expect(data["text/plain"]).toBe(
    ["Tensor int32 [3] [3, 1, 0]", 'tokens of StringLookup: [<b>, "[UNK]", ·]'].join("\n"),
  );
  expect(data["text/html"]).not.toContain("<b>");
});

test("one text is one row of indices and one of tokens", async () => {
  const texts = layers.textVectorization({ vocabulary: ["cat", "dog"], outputSequenceLength: 4 });
  expect(await textOf(texts(["cat bird dog"]))).toBe(
    [
      "Tensor int32 [1, 4] [[2, 1, 3, 0]]",
      'tokens of TextVectorization: [[cat, "[UNK]", dog, ·]]',
    ].join("\n"),
  );
});

test("several rows, and tokens too long for a line, stand below", async () => {
  const lookup = layers.stringLookup({ vocabulary: ["a", "b"] });
  expect(await textOf(lookup([["a"], ["b"]]))).toBe(
    ["Tensor int32 [2, 1]", "[[1],", " [2]]", "tokens of StringLookup", "[[a],", " [b]]"].join(
      "\n",
    ),
  );
  const long = layers.stringLookup({
    vocabulary: ["a".repeat(18), "b".repeat(18), "c".repeat(18)],
  });
  const output = long(["a".repeat(18), "b".repeat(18), "c".repeat(18), "a".repeat(18)]);
  const lines = (await textOf(output)).split("\n");
  expect(lines.slice(0, 2)).toEqual(["Tensor int32 [4] [1, 2, 3, 1]", "tokens of StringLookup"]);
  expect(lines[2]).toMatch(/^\[a{18}, b{18}, c{18}, a{18}\]$/);
  expect(lines).toHaveLength(3);
});

test("a reshaped copy keeps its tokens, a computed tensor has none", async () => {
  const lookup = layers.stringLookup({ vocabulary: ["a", "b"] });
  const indices = lookup(["a", "b"]) as ReturnType<typeof tf.tensor>;
  expect(await textOf(indices.reshape([2, 1]))).toContain("tokens of StringLookup");
  expect(await textOf(indices.add(tf.scalar(1, "int32")))).not.toContain("tokens");
});

test("tokens stay those that the layer knew when it was called", async () => {
  const texts = layers.textVectorization();
  await texts.adapt(["one"]);
  const output = texts(["one"]);
  await texts.adapt(["other"]);
  expect(await textOf(output)).toContain("[[one]]");
});

test("a long output stays within 24 lines", async () => {
  const lookup = layers.integerLookup({ vocabulary: [5, 6] });
  const rows = Array.from({ length: 200 }, (_, i) => [i, i + 1, i + 2]);
  const text = await textOf(lookup(rows));
  expect(text).toContain("tokens of IntegerLookup");
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
});
