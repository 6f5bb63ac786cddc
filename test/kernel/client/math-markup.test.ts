import { Marked } from "marked";
import { expect, it, test } from "vitest";
import { latexMarkup, mathInMarkdown } from "../../../kernel/client/math-markup.js";

const markdown = (text: string) => new Marked(mathInMarkdown).parse(text, { async: false });

it("draws formulas in Markdown", () => {
  const html = markdown("The mean $\\mu_1$ is\n\n$$\\frac{a}{b}$$");
  expect(html).toMatch(/The mean <math>.*<msub><mi>μ<\/mi>.*<mn>1<\/mn><\/msub>.*<\/math> is/);
  expect(html).toMatch(/<math display="block".*<mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac>/);
});

test.each(["costs $5 and $6", "a lone $ sign", "`$code$`", "\\$escaped\\$", "$ blank $"])(
  "%s holds no formula",
  (text) => {
    expect(markdown(text)).not.toContain("<math");
  },
);

it("draws what a cell gave as LaTeX, and escapes the words around it", () => {
  expect(latexMarkup("<b> $x^2$ \\(y\\) $$z$$")).toMatch(
    /^<p>&lt;b&gt; <math><msup>.*<\/math> <math><mi>y<\/mi><\/math> <math display="block".*<mi>z<\/mi><\/math><\/p>$/,
  );
});

it("shows the source of a formula that is wrong, harmlessly", () => {
  const html = latexMarkup("$\\frac{<script>alert(1)</script>$");
  expect(html).toContain("frac");
  expect(html).not.toContain("<script>");
});
