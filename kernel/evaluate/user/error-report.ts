import { createRequire } from "node:module";
import { inspect } from "node:util";
import type * as TraceMapping from "@jridgewell/trace-mapping";
import type { ErrorReport, StackFrame } from "../user-messages.js";
import { isPlumbing, sourceName } from "./source-name.js";

const require = createRequire(import.meta.url);
const CELL_SCHEME = "preplab-cell:";
const MAX_MAPS = 200;
const MAX_CAUSES = 8;

interface CellScript {
  readonly label: string;
  readonly map: string | null;
  parsed?: TraceMapping.TraceMap;
}

/** taken at start: a cell may change the working directory */
const folder = process.cwd();
const scripts = new Map<string, CellScript>();

/** Names a run's script so that its stack frames can be traced back to the cell. */
export function registerScript(run: number, label: string, map: string | null): string {
  const url = `${CELL_SCHEME}${run}`;
  scripts.set(url, { label, map });
  if (scripts.size > MAX_MAPS) {
    const oldest = scripts.keys().next().value;
    if (oldest !== undefined) scripts.delete(oldest);
  }
  return url;
}

type FindMap = (name: string) => string | undefined;
const finders: FindMap[] = [];
const parsedFiles = new Map<string, TraceMapping.TraceMap>();

/** Traces frames of compiled files back: `find` gives the source map for the name of a script. */
export function addSourceMaps(find: FindMap): void {
  finders.push(find);
}

const framesOf = new WeakMap<object, readonly StackFrame[]>();

function describeSite(site: NodeJS.CallSite): StackFrame | undefined {
  const source = site.getScriptNameOrSourceURL?.() ?? site.getFileName() ?? "";
  if (source === "" || isPlumbing(source)) return undefined;
  const line = site.getLineNumber() ?? 0;
  const column = site.getColumnNumber() ?? 0;
  const functionName = site.getFunctionName();
  const script = scripts.get(source);
  if (script === undefined) {
    const name = source.startsWith(CELL_SCHEME) ? "Cell [?]" : sourceName(source, folder);
    const place = placeInFile(source, line, column);
    return { functionName, source: name, inCell: false, ...place };
  }
  if (script.map === null) {
    return { functionName, source: script.label, inCell: true, line: line - 1, column };
  }
  script.parsed ??= parseMap(script.map);
  const place = originalPlace(script.parsed, line, column);
  return { functionName, source: script.label, inCell: true, ...place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeInFile(source: string, line: number, column: number): Place {
  let parsed = parsedFiles.get(source);
  if (parsed === undefined) {
    const map = finders.map((find) => find(source)).find((found) => found !== undefined);
    if (map === undefined) return { line, column };
    parsed = parseMap(map);
    parsedFiles.set(source, parsed);
  }
  return originalPlace(parsed, line, column);
}

// loaded with the first error
const traceMapping = () => require("@jridgewell/trace-mapping") as typeof TraceMapping;
const parseMap = (map: string) => new (traceMapping().TraceMap)(map);

function originalPlace(map: TraceMapping.TraceMap, line: number, column: number): Place {
  const needle = { line, column: Math.max(0, column - 1) };
  const original = traceMapping().originalPositionFor(map, needle);
  return { line: original.line ?? line, column: (original.column ?? column - 1) + 1 };
}

/** `at` lines of every error, own prints included, then speak of cells rather than generated code. */
export function installStackMapping(): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map(describeSite).filter((frame) => frame !== undefined);
    if (typeof error === "object" && error !== null) framesOf.set(error, frames);
    const lines = frames.map((frame) => {
      const place = `${frame.source}:${frame.line}:${frame.column}`;
      return frame.functionName === null
        ? `    at ${place}`
        : `    at ${frame.functionName} (${place})`;
    });
    return [headline(error), ...lines].join("\n");
  };
}

function headline(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

function safely<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export function describeError(thrown: unknown, depth = 0): ErrorReport {
  if (!(thrown instanceof Error) && !isErrorLike(thrown)) {
    const text =
      safely(() => inspect(thrown, { depth: 2, breakLength: 80 })) ?? "unprintable value";
    return { name: "Thrown", message: text, frames: [] };
  }
  safely(() => thrown.stack);
  const name = safely(() => String(thrown.name)) ?? "Error";
  const message = safely(() => String(thrown.message)) ?? "";
  const details = describeDetails(thrown);
  const cause = safely(() => thrown.cause);
  return {
    name: name === "" ? "Error" : name,
    message,
    frames: framesOf.get(thrown) ?? [],
    ...(details === undefined ? {} : { details }),
    ...(cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(cause, depth + 1) }),
  };
}

/** Told by name: the class is loaded with the library. */
export function isFitStopped(thrown: unknown): thrown is Error {
  return thrown instanceof Error && safely(() => thrown.name) === "FitStopped";
}

/** What a cell that was stopped ends with; `place` says where its training stopped. */
export function interruptedReport(place = "the cell was stopped"): ErrorReport {
  return { name: "Interrupted", message: place, frames: [] };
}

function isErrorLike(value: unknown): value is Error {
  return (
    typeof value === "object" &&
    value !== null &&
    safely(() => Object.prototype.toString.call(value)) === "[object Error]"
  );
}

const STANDARD = new Set(["name", "message", "stack", "cause"]);

function describeDetails(error: Error): string | undefined {
  const own = safely(() => Object.entries(error).filter(([key]) => !STANDARD.has(key))) ?? [];
  if (own.length === 0) return undefined;
  return safely(() => inspect(Object.fromEntries(own), { depth: 1, maxArrayLength: 10 }));
}
