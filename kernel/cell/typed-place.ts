import { type Token, tokensBefore } from "./tokens-before.js";

/** A chain of keys that starts at a name: `root.path["…"]`. */
export interface KeyChain {
  readonly root: string;
  readonly path: readonly string[];
}

/** What is being typed at the cursor, where that is something a program's values can tell about. */
export type TypedPlace =
  /** `a.b.pre|` */
  | { readonly kind: "member"; readonly of: KeyChain; readonly typed: string }
  /** `a.b["pre|` */
  | { readonly kind: "key"; readonly of: KeyChain; readonly typed: string; readonly quote: string }
  /** `a.b.call("pre|`, also inside of an array or object that is passed */
  | {
      readonly kind: "argument";
      readonly of: KeyChain;
      readonly method: string;
      readonly typed: string;
      readonly quote: string;
    }
  /** any other string that has not ended, such as a path; `call`: what it is passed to, if anything */
  | {
      readonly kind: "text";
      readonly typed: string;
      readonly quote: string;
      readonly isArgument: boolean;
    };

/** data pasted into a cell is not worth reading through at each key */
const MAX_LENGTH = 200_000;

/** Undefined in a comment, and where names are typed that only types can tell about. */
export function typedPlace(code: string, offset: number): TypedPlace | undefined {
  if (offset > MAX_LENGTH) return undefined;
  const tokens = tokensBefore(code.slice(0, offset));
  const last = tokens.at(-1);
  if (last === undefined || (last.type === "comment" && last.isOpen)) return undefined;
  const meaningful = tokens.filter(({ type }) => type !== "comment");
  return last.isOpen ? inString(meaningful, last) : inMember(meaningful, last, offset);
}

/** Where the name starts whose call the cursor is in. */
export function calleeAt(code: string, offset: number): number | undefined {
  if (offset > MAX_LENGTH) return undefined;
  const tokens = tokensBefore(code.slice(0, offset)).filter(({ type }) => type !== "comment");
  const call = callAround(tokens, openBracket(tokens, tokens.length));
  const callee = call === undefined ? undefined : tokens[call - 1];
  return callee?.type === "name" ? callee.start : undefined;
}

/** The chain that ends with the name under or just before the cursor. */
export function chainAt(code: string, offset: number): KeyChain | undefined {
  if (offset > MAX_LENGTH) return undefined;
  const rest = /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(code.slice(offset))![0];
  const tokens = tokensBefore(code.slice(0, offset + rest.length));
  const last = tokens.at(-1);
  if (last?.type !== "name" || last.start + last.text.length < offset) return undefined;
  const meaningful = tokens.filter(({ type }) => type !== "comment");
  return chainBefore(meaningful, meaningful.length)?.chain;
}

function inMember(tokens: Token[], last: Token, offset: number): TypedPlace | undefined {
  const isNamed = last.type === "name" && last.start + last.text.length === offset;
  const dot = tokens.length - (isNamed ? 2 : 1);
  if (!isDot(tokens[dot])) return undefined;
  const of = chainBefore(tokens, dot)?.chain;
  return of && { kind: "member", of, typed: isNamed ? last.text : "" };
}

function inString(tokens: Token[], last: Token): TypedPlace | undefined {
  const quote = last.text[0]!;
  // behind a `${…}` the text before the cursor is not all of it
  if (quote === "}") return undefined;
  const typed = last.text.slice(1);
  const open = openBracket(tokens, tokens.length - 1);
  const before = open === undefined ? undefined : tokens[open - 1];
  const isIndex = before?.type === "name" || isOneOf(before, "])!") || before?.text === "?.";
  if (open !== undefined && tokens[open]!.text === "[" && isIndex) {
    if (open !== tokens.length - 2) return undefined;
    const of = chainBefore(tokens, before?.text === "?." ? open - 1 : open)?.chain;
    return of && { kind: "key", of, typed, quote };
  }
  const call = callAround(tokens, open);
  if (call !== undefined) {
    const called = chainBefore(tokens, call)?.chain;
    const method = called?.path.at(-1);
    if (called !== undefined && method !== undefined) {
      const of = { root: called.root, path: called.path.slice(0, -1) };
      return { kind: "argument", of, method, typed, quote };
    }
  }
  return { kind: "text", typed, quote, isArgument: call !== undefined };
}

/** The parenthesis of the call whose argument holds the bracket `open`, arrays and objects between. */
function callAround(tokens: readonly Token[], open: number | undefined): number | undefined {
  for (let at = open; at !== undefined; at = openBracket(tokens, at)) {
    if (tokens[at]!.text !== "(") continue;
    const before = tokens[at - 1];
    return before?.type === "name" || isOneOf(before, ")]") ? at : undefined;
  }
  return undefined;
}

/** Where the innermost bracket is that is still open before the token at `end`. */
function openBracket(tokens: readonly Token[], end: number): number | undefined {
  let closed = 0;
  for (let at = end - 1; at >= 0; at--) {
    if (isOneOf(tokens[at], ")]}")) closed++;
    else if (isOneOf(tokens[at], "([{") && closed-- === 0) return at;
  }
  return undefined;
}

/** The chain of which the last token is the one before `end`, and where it starts. */
function chainBefore(
  tokens: readonly Token[],
  end: number,
): { readonly chain: KeyChain; readonly start: number } | undefined {
  const path: string[] = [];
  let at = end - 1;
  for (;;) {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (token.text === "!" && token.type === "punctuator") {
      at--;
    } else if (token.text === "]" && tokens[at - 2]?.text === "[") {
      const key = literalKey(tokens[at - 1]);
      if (key === undefined) return undefined;
      path.unshift(key);
      at -= tokens[at - 3]?.text === "?." ? 4 : 3;
    } else if (token.text === ")") {
      const inner = grouped(tokens, at);
      if (inner === undefined) return undefined;
      return {
        chain: { root: inner.chain.root, path: [...inner.chain.path, ...path] },
        start: inner.start - 1,
      };
    } else if (token.type === "name" && isDot(tokens[at - 1])) {
      if (token.text.startsWith("#")) return undefined;
      path.unshift(token.text);
      at -= 2;
    } else if (token.type === "name") {
      return { chain: { root: token.text, path }, start: at };
    } else {
      return undefined;
    }
  }
}

/** The chain in parentheses that only group or cast: `(a.b as Row)`. */
function grouped(
  tokens: readonly Token[],
  closing: number,
): { readonly chain: KeyChain; readonly start: number } | undefined {
  const open = openBracket(tokens, closing);
  if (open === undefined) return undefined;
  const before = tokens[open - 1];
  if (before?.type === "name" || isOneOf(before, ")]")) return undefined;
  const cast = tokens.findIndex(
    ({ type, text }, at) => at > open && at < closing && type === "name" && text === "as",
  );
  const inner = chainBefore(tokens, cast === -1 ? closing : cast);
  return inner?.start === open + 1 ? inner : undefined;
}

function literalKey(token: Token | undefined): string | undefined {
  if (token?.type === "number") return /^\d+$/.test(token.text) ? token.text : undefined;
  if (token?.type !== "string" || token.text.startsWith("`")) return undefined;
  const content = token.text.slice(1, -1);
  return content.includes("\\") ? undefined : content;
}

function isDot(token: Token | undefined): boolean {
  return token?.type === "punctuator" && (token.text === "." || token.text === "?.");
}

function isOneOf(token: Token | undefined, marks: string): boolean {
  return token?.type === "punctuator" && marks.includes(token.text);
}
