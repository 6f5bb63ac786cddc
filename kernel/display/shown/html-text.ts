import { htmlUnescape } from "escape-goat";

const BLOCK_END =
  /<br\s*\/?>|<\/(?:p|div|li|ul|ol|tr|table|h[1-6]|pre|section|summary|details)\s*>/gi;

/** What html says, for front ends that show text alone. */
export function htmlText(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?-->|<(style|script|svg)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<img\b[^>]*\balt="([^"]+)"[^>]*>/gi, "$1")
    .replace(BLOCK_END, "\n")
    .replace(/<\/t[dh]\s*>/gi, "  ")
    .replace(/<[a-z/!][^>]*>/gi, "");
  return htmlUnescape(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line, i, all) => line !== "" || (i > 0 && all[i - 1] !== ""))
    .join("\n")
    .trim();
}
