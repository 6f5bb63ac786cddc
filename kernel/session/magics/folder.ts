import type { Magic } from "./magic.js";

/** `%cd folder`: shows the new one. */
export const cd: Magic = (args, { command }) => command("changeFolder", unquoted(args));

export const pwd: Magic = (_args, { evaluate }) => evaluate("process.cwd()");

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}
