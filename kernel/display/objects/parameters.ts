const MOST_READ = 2_000;
const MOST_SHOWN = 100;
const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);
/** a comment, or a text that is copied as it stands; template literals only without `${}` */
const WHOLE =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`/y;
const ARROW = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u;
const HEAD =
  /^(?:async\s+)?(?:(?:function\s*\*?|\*|get\s|set\s|static\s)\s*)*(?:async\s*)?\*?\s*[^\s([{'"`/=]*\s*\(/u;

/**
 * The parameters in a function's source, on one line and without comments; undefined for built-in
 * functions and sources that cannot be told without a parser.
 */
export function parametersOf(source: string): string | undefined {
  if (/\{\s*\[native code\]\s*\}$/.test(source.slice(-100))) return undefined;
  const start = source.slice(0, MOST_READ);
  const only = ARROW.exec(start)?.[1];
  if (only !== undefined) return only;
  const head = HEAD.exec(start);
  if (head === null) return undefined;
  let depth = 1;
  let text = "";
  for (let at = head[0].length; at < start.length; ) {
    WHOLE.lastIndex = at;
    const whole = WHOLE.exec(start)?.[0];
    if (whole !== undefined) {
      if (!whole.startsWith("/")) text += whole;
      at += whole.length;
      continue;
    }
    const character = start[at++] ?? "";
    // a regular expression or a template with code in it may hold any bracket
    if (character === "/" || character === "`") return undefined;
    if (OPENING.has(character)) depth++;
    else if (CLOSING.has(character) && --depth === 0) return shortened(text);
    text += character;
  }
  return undefined;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().replace(/,$/, "");
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}
