import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Hover } from "../checker.js";
import type { Position } from "../server/text-positions.js";
import type { Range } from "./completion-list.js";

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

const RETURNS_NAMED = /(?:=>|\):) [\p{Lu}_$]/u;
const REFERS_TO = /^See `[^`]+`\.?$/;
/** before the name of a class, in a declaration or in the function itself */
const BEFORE_NAME = /(?:\):\s*|=>\s*(?:new\s+)?)(?=[\p{Lu}_$])/gu;

/** Whether a function has no documentation but may return something that has. */
export function isFactory({ signature, documentation }: Hover): boolean {
  return RETURNS_NAMED.test(signature) && (documentation === "" || REFERS_TO.test(documentation));
}

export function isOfCell({ uri }: Location): boolean {
  return uri.includes("/.preplab-");
}

export function locations(answer: unknown): readonly Location[] {
  if (!answer) return [];
  return (Array.isArray(answer) ? answer : [answer]) as Location[];
}

/** Where a function, written in one line of a file, names the type it returns. */
export async function returnedName({ uri, range }: Location): Promise<Position | undefined> {
  const { start, end } = range;
  if (start.line !== end.line || !uri.startsWith("file:")) return undefined;
  const text = await readFile(fileURLToPath(uri), "utf8").catch(() => "");
  const line = text.split("\n")[start.line] ?? "";
  const [last] = [...line.slice(start.character).matchAll(BEFORE_NAME)].slice(-1);
  if (last === undefined) return undefined;
  return { line: start.line, character: start.character + last.index + last[0].length };
}
