import { parseCell } from "./parse-cell.js";

/** A cell that ends by asking what a name is: `model?`, `?model`, or `model??` for its source as well. */
export interface Question {
  /** what comes before */
  readonly code: string;
  /** such as `tf.tensor` */
  readonly name: string;
  readonly wantsSource: boolean;
}

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*`;
const BEFORE = new RegExp(`^(\\?{1,2})\\s*(${NAME})\\s*;?$`, "u");
const AFTER = new RegExp(`^(${NAME})(\\?{1,2})\\s*;?$`, "u");

/** Undefined for any other cell: no TypeScript that is complete ends in a line like that. */
export function questionOf(code: string): Question | undefined {
  const text = code.trimEnd();
  const lineStart = text.lastIndexOf("\n") + 1;
  const line = text.slice(lineStart).trimStart();
  const before = text.slice(0, lineStart);
  const asked = BEFORE.exec(line);
  if (asked !== null && before.trim() === "") return question(before, asked[2]!, asked[1]!);
  const named = AFTER.exec(line);
  if (named === null || !isWhole(before)) return undefined;
  return question(before, named[1]!, named[2]!);
}

/** not for a keyword such as `class` */
function question(code: string, name: string, marks: string): Question | undefined {
  if (parseCell(name).problems.length > 0) return undefined;
  return { code, name, wantsSource: marks.length === 2 };
}

/** `x =` before `y?` makes it the condition of `x = y ? 1 : 2` */
function isWhole(code: string): boolean {
  return code.trim() === "" || parseCell(code).problems.length === 0;
}
