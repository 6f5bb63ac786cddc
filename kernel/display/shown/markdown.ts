import { type Shown, shown } from "./shown.js";

/**
 * Markdown as an output; common indentation is taken away. Values come as they are.
 *
 * @example
 * md`The **accuracy** is ${(0.9712).toFixed(2)}.`; // The **accuracy** is 0.97.
 */
export function md(strings: TemplateStringsArray, ...values: readonly unknown[]): Shown {
  const text = unindented(String.raw({ raw: strings }, ...values));
  return shown(() => ({ "text/markdown": text, "text/plain": text }));
}

/**
 * A formula as an output, in LaTeX; backslashes need no escape.
 *
 * @example
 * tex`\sigma(x) = \frac{1}{1 + e^{-x}}`; // \sigma(x) = \frac{1}{1 + e^{-x}}
 */
export function tex(strings: TemplateStringsArray, ...values: readonly unknown[]): Shown {
  const text = String.raw(strings, ...values).trim();
  const formula = /^\$|^\\\(|^\\\[|^\\begin/.test(text) ? text : `$\\displaystyle ${text}$`;
  return shown(() => ({ "text/latex": formula, "text/plain": text }));
}

/** The lines without the white space that all of them begin with. */
export function unindented(text: string): string {
  const lines = text
    .replace(/^[ \t]*\n/, "")
    .trimEnd()
    .split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => /^[ \t]*/.exec(line)![0].length);
  const common = indents.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join("\n");
}
