export interface Token {
  readonly type: "name" | "number" | "string" | "regex" | "punctuator" | "comment";
  readonly text: string;
  readonly start: number;
  /** a string or comment that has not ended at the cursor */
  readonly isOpen: boolean;
}

const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?[a-z]*/iy;
const SPACE = /\s+/y;
const COMMENT = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y;
const QUOTED = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/y;
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

  while (at < code.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const comment = match(COMMENT);
    if (comment !== undefined) {
      const ends = comment.startsWith("//") ? at + comment.length < code.length : isClosed(comment);
      take("comment", comment, !ends);
      continue;
    }
    const name = match(NAME);
    if (name !== undefined) {
      take("name", name);
      continue;
    }
    const quoted = match(QUOTED);
    if (quoted !== undefined) {
      const isOpen = quoted.length === 1 || quoted.at(-1) !== quoted[0];
      take("string", quoted, isOpen);
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      take("number", number);
      continue;
    }
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

function isClosed(comment: string): boolean {
  return comment.length > 3 && comment.endsWith("*/");
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.type === "name") return !BEFORE_VALUE.test(token.text);
  return token.type !== "punctuator" || ")]}".includes(token.text);
}
