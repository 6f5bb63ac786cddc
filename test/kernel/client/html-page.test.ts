import { expect, it } from "vitest";
import { renderHtmlPage } from "../../../kernel/client/html-page.js";
import { parseNotebook } from "../../../kernel/client/notebook.js";

function page(...cells: object[]): string {
  const full = cells.map((cell) => ({ source: "", metadata: {}, ...cell }));
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: full });
  return renderHtmlPage(parseNotebook(text), "a <b> & c");
}

function shown(data: Record<string, unknown>): string {
  const output = { output_type: "display_data", data, metadata: {} };
  const html = page({ cell_type: "code", outputs: [output] });
  return /<div class="output result">([\s\S]*?)<\/div>\s*<\/section>/.exec(html)?.[1] ?? "";
}

it("escapes title, code, streams, errors and plain text", () => {
  const evil = "<script>alert(1)</script>";
  const html = page(
    {
      cell_type: "code",
      source: evil,
      outputs: [
        { output_type: "stream", name: "stderr", text: evil },
        { output_type: "error", ename: "E", evalue: evil, traceback: [] },
        { output_type: "display_data", data: { "text/plain": evil }, metadata: {} },
        { output_type: "display_data", data: { "text/unknown": evil }, metadata: {} },
      ],
    },
    { cell_type: "raw", source: evil },
  );
  expect(html).not.toContain("<script>");
  expect(html).toContain("<title>a &lt;b&gt; &amp; c</title>");
});

it("shows the richest of a bundle", () => {
  const all = {
    "text/plain": "plain",
    "image/png": "AAAA\n",
    "image/svg+xml": "<svg/>",
    "text/markdown": "**bold**",
    "text/html": "<i>html</i>",
  };
  expect(shown(all)).toBe("<i>html</i>");
  const { "text/html": _html, ...noHtml } = all;
  expect(shown(noHtml)).toBe("<p><strong>bold</strong></p>\n");
  const { "text/markdown": _markdown, ...noMarkdown } = noHtml;
  expect(shown(noMarkdown)).toBe('<img alt="" src="data:image/svg+xml;base64,PHN2Zy8+">');
  const { "image/svg+xml": _svg, ...noSvg } = noMarkdown;
  expect(shown(noSvg)).toBe('<img alt="" src="data:image/png;base64,AAAA">');
  expect(shown({ "text/plain": "plain" })).toBe("<pre>plain</pre>");
});

it("cannot break out of a picture's address", () => {
  expect(shown({ "image/png": '"><script>alert(1)</script>' })).not.toContain("<script>");
});

it("turns terminal colours into classes, and forgets them between outputs", () => {
  const html = page({
    cell_type: "code",
    outputs: [
      { output_type: "stream", name: "stdout", text: "\u001b[31mred" },
      { output_type: "stream", name: "stderr", text: "plain" },
    ],
  });
  expect(html).toContain('<span class="ansi-red-fg">red</span>');
  expect(html).toContain("<pre>plain</pre>");
});

it("colours TypeScript in cells and in prose", () => {
  const html = page(
    { cell_type: "code", source: "const a = 1", execution_count: 7 },
    { cell_type: "markdown", source: "```ts\nlet b\n```\n\n```nope\na < b\n```" },
  );
  expect(html).toContain('<span class="hljs-keyword">const</span>');
  expect(html).toContain('<span class="hljs-keyword">let</span>');
  expect(html).toContain("<pre><code>a &lt; b</code></pre>");
  expect(html).toContain('<div class="count">[7]</div>');
});

it("brings pasted pictures along", () => {
  const html = page({
    cell_type: "markdown",
    source: "![x](attachment:a.png)",
    attachments: { "a.png": { "image/png": "AAAA" } },
  });
  expect(html).toContain('src="data:image/png;base64,AAAA"');
});

it("forbids the network and follows light and dark", () => {
  const html = page();
  expect(html).toContain("default-src &#39;none&#39;");
  expect(html).toContain("@media (prefers-color-scheme: dark)");
  expect(html).not.toMatch(/(src|href)=.https?:/);
});
