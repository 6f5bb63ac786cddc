export interface Token {
  readonly type: "name" | "number" | "string" | "regex" | "punctuator" | "comment";
  readonly text: string;
  readonly start: number;
  /** a string or comment that has not ended at the cursor */
  readonly isOpen: boolean;
}

const SPACE = /\s+/y;
const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?[a-z]*/iy;
const COMMENT = /\/\/.*(?=\n)|\/\*[\s\S]*?\*\//y;
const QUOTED = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const OPEN_COMMENT = /\/\/.*|\/\*[\s\S]*/y;
const OPEN_QUOTED = /"(?:[^"\\\n]|\\[\s\S])*|'(?:[^'\\\n]|\\[\s\S])*/y;
const PATTERNS: readonly (readonly [Token["type"], RegExp])[] = [
  ["comment", COMMENT],
  ["name", NAME],
  ["string", QUOTED],
  ["number", NUMBER],
  ["comment", OPEN_COMMENT],
  ["string", OPEN_QUOTED],
];
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
/** after these words a slash begins a regular expression */
const BEFORE_VALUE = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/** The tokens of a text that may stop anywhere, as one does at the cursor. */
export function tokensBefore(code: string): Token[] {
  const tokens: Token[] = [];
  /** how deep in braces each template's `${` was opened */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0] || undefined;
  };
  const take = (type: Token["type"], text: string, isOpen = false) => {
    tokens.push({ type, text, start: at, isOpen });
    at += text.length;
  };
  const takeTemplate = (opening: string) => {
    at += opening.length;
    const text = match(TEMPLATE) ?? "";
    at -= opening.length;
    const end = at + opening.length + text.length;
    const closing = code[end] === "`" ? "`" : code.startsWith("${", end) ? "${" : "";
    if (closing === "${") templates.push(depth);
    take("string", opening + text + closing, closing === "");
  };

  const takePattern = (): boolean => {
    for (const [type, pattern] of PATTERNS) {
      const text = match(pattern);
      if (text === undefined) continue;
      const mayBeOpen = pattern === OPEN_COMMENT || pattern === OPEN_QUOTED;
      take(type, text, mayBeOpen && at + text.length === code.length);
      return true;
    }
    return false;
  };

  while (at < code.length) {
    at += match(SPACE)?.length ?? 0;
    if (at === code.length || takePattern()) continue;
    const regex = code[at] === "/" && !endsValue(tokens.at(-1)) ? match(REGEX) : undefined;
    if (regex !== undefined) {
      take("regex", regex);
      continue;
    }
    const mark = code.startsWith("?.", at) ? "?." : code[at]!;
    if (mark === "`") {
      takeTemplate("`");
      continue;
    }
    if (mark === "}" && templates.at(-1) === depth) {
      templates.pop();
      takeTemplate("}");
      continue;
    }
    if (mark === "{") depth++;
    if (mark === "}") depth--;
    take("punctuator", mark);
  }
  return tokens;
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.type === "name") return !BEFORE_VALUE.test(token.text);
  return token.type !== "punctuator" || ")]}".includes(token.text);
}
