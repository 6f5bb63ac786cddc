import { describe, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import type { Hover } from "../../../../kernel/check/checker.js";
import type { LiveValue } from "../../../../kernel/evaluate/live-value.js";
import { createCellSources } from "../../../../kernel/session/cells/cell-sources.js";
import { explanationData } from "../../../../kernel/session/explain/explanation.js";
import { inspectCell } from "../../../../kernel/session/introspect/inspect-cell.js";

const value: LiveValue = {
  type: "Array(2)",
  preview: "[1, 2]",
  isPlain: false,
  properties: [],
  columns: [],
  mapKeys: [],
};

async function inspect(code: string, inDetail: boolean, hover?: Hover, live?: LiveValue) {
  const sources = createCellSources();
  sources.remember(
    parseCell(
      "const one = 1\n/** Half. */\nexport function half(n: number) { return n / 2 }\nclass K {}",
    ),
  );
  sources.remember(parseCell("const arrow = () => 1; class K { fresh = 1 }"));
  const found = { checker: { hover: async () => hover }, look: async () => live, sources };
  return inspectCell(found, code, code.length, inDetail);
}
const known = (signature: string): Hover => ({ signature, documentation: "" });

describe("in detail", () => {
  test("a function or class comes with its source, the newest, and its comment", async () => {
    expect((await inspect("half", true, known("f")))?.source).toBe(
      "/** Half. */\nexport function half(n: number) { return n / 2 }",
    );
    expect((await inspect("K", true, known("K")))?.source).toBe("class K { fresh = 1 }");
    expect((await inspect("arrow", true, known("a")))?.source).toBe("const arrow = () => 1;");
  });

  test("a value comes with what it holds", async () => {
    const found = await inspect("one", true, known("const one: number[]"), value);
    expect(found).toEqual({ ...known("const one: number[]"), value: "[1, 2]" });
  });

  test("what types do not tell of is known by its value", async () => {
    expect(await inspect("data.rows", true, undefined, value)).toEqual({
      ...known("rows: Array(2)"),
      value: "[1, 2]",
    });
    expect(await inspect("nowhere", true)).toBeUndefined();
  });
});

test("without detail there is neither source nor value", async () => {
  expect(await inspect("half", false, known("f"), value)).toEqual(known("f"));
});

describe("an explanation", () => {
  test("is html in which nothing of the comment is markup or leads anywhere but to the web", () => {
    const documentation =
      "<img src=x onerror=alert(1)> [web](https://a.b/?c=1&d) [bad](javascript:alert(1)) ![p](data:x) `<b>`";
    const html = explanationData({ signature: "f<T>(): T", documentation })["text/html"];
    expect(html).toBe(
      '<pre><code>f&lt;T&gt;(): T</code></pre><p>&lt;img src=x onerror=alert(1)&gt; <a href="https://a.b/?c=1&amp;d" target="_blank" rel="noopener">web</a> bad p <code>&lt;b&gt;</code></p>',
    );
  });

  test("is plain text without marks, its code indented", () => {
    const documentation =
      "Adds **`n`** to `m`, see [this](https://a.b).\n\n```typescript\nf(1)\n\nf(2) // **2**\n```\nEnd.";
    expect(explanationData({ signature: "f()", documentation })["text/plain"]).toBe(
      "f()\n\nAdds n to m, see this (https://a.b).\n\n    f(1)\n\n    f(2) // **2**\nEnd.",
    );
  });

  test("marks the parameter at the cursor", () => {
    const call = { signature: "f(a: A, b: B): C\nf(): C", bold: { start: 8, end: 12 } };
    const data = explanationData({ ...call, documentation: "" });
    expect(data["text/markdown"]).toBe("`f(a: A, `**`b: B`**`): C`  \n`f(): C`");
    expect(data["text/html"]).toContain("f(a: A, <strong>b: B</strong>): C\nf(): C");
  });

  test("fences source that holds a fence", () => {
    const data = explanationData({ signature: "f()", documentation: "", source: "/** ```x``` */" });
    expect(data["text/markdown"]).toContain("````typescript\n/** ```x``` */\n````");
  });
});
