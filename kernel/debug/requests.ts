import type { RequestedBreakpoint } from "./protocol.js";

export type Arguments = Readonly<Record<string, unknown>>;

/** Gives the body of a response; what it throws is the message of one that failed. */
export type Handler = (args: Arguments) => object | Promise<object>;

export type Handlers = Readonly<Record<string, Handler>>;

export function readText(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value === "string") return value;
  throw new TypeError(`${name} must be a string. Received: ${JSON.stringify(value) ?? "nothing"}`);
}

/** `otherwise` when it is not given */
export function readNumber(args: Arguments, name: string, otherwise?: number): number {
  const value = args[name] ?? otherwise;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw new TypeError(
    `${name} must be an integer. Received: ${JSON.stringify(value) ?? "nothing"}`,
  );
}

export function readIdentifier(args: Arguments, name: string): string {
  const value = readText(args, name);
  if (isIdentifier(value)) return value;
  throw new TypeError(`${name} must be an identifier. Received: ${JSON.stringify(value)}`);
}

export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
}

export function readPath(args: Arguments): string {
  const { source } = args;
  return readText(typeof source === "object" && source !== null ? { ...source } : {}, "path");
}

export function readBreakpoints({ breakpoints }: Arguments): RequestedBreakpoint[] {
  if (!Array.isArray(breakpoints)) return [];
  return breakpoints.map((given: unknown) => {
    const one = { ...(given as object) } as Arguments; // spread, whatever it is
    const { condition } = one;
    const line = readNumber(one, "line");
    return { line, ...(typeof condition === "string" ? { condition } : {}) };
  });
}
