/** Regular expressions on URLs: what steps go past, and whose caught exceptions stop nothing. */
export const LIBRARY_PATTERNS: readonly string[] = [
  "^node:",
  "/node_modules/",
  `^${escaped(new URL("../../", import.meta.url).href)}`,
];

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
