const OPENER = /[([{]/;
const CLOSER = /[)\]}]/;

/** White space for the line after an incomplete piece of code; inside a template every space counts. */
export function nextIndent(code: string, isInTemplate: boolean): string {
  if (isInTemplate) return "";
  const lines = code.split(/\r\n|\n|\r/);
  const line = lines.findLast((text) => text.trim() !== "") ?? "";
  const base = /^\s*/.exec(line)?.[0] ?? "";
  const unit = indentUnit(lines);
  const bare = withoutStrings(line).trimEnd();
  if (openBrackets(bare) > 0) return base + unit;
  if (/(=>|[^=!<>]=|\)|\belse|\bdo|:)$/.test(bare)) return base + unit;
  // the second line of a long expression is indented already
  if (/([+\-*/%&|^<>?.]|===?|\bof|\bin)$/.test(bare)) return base === "" ? unit : base;
  return base;
}

function openBrackets(line: string): number {
  let open = 0;
  for (const character of line) {
    if (OPENER.test(character)) open++;
    else if (CLOSER.test(character) && open > 0) open--;
  }
  return open;
}

function withoutStrings(line: string): string {
  return line
    .replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/g, '""')
    .replace(/\/\*.*?\*\/|\/\/.*$/g, "");
}

function indentUnit(lines: readonly string[]): string {
  const indents = lines
    .map((line) => /^[ \t]+(?=\S)/.exec(line)?.[0])
    .filter((text) => text !== undefined);
  if (indents.some((text) => text.startsWith("\t"))) return "\t";
  const narrowest = Math.min(...indents.map((text) => text.length).filter((length) => length > 1));
  return " ".repeat(Number.isFinite(narrowest) ? narrowest : 2);
}
