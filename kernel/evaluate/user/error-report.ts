import { createRequire } from "node:module";
import { inspect, types } from "node:util";
import type * as TraceMapping from "@jridgewell/trace-mapping";
import { CELL_SCHEME, cellUrl } from "../cell-url.js";
import { uncurry } from "../uncurry.js";
import type { ErrorReport, StackFrame } from "../user-messages.js";
import { isPlumbing, sourceName } from "./source-name.js";

const require = createRequire(import.meta.url);
const MAX_MAPS = 200;
const MAX_CAUSES = 8;
const MAX_DETAILS = 20;
const MAX_TEXT = 20_000;
/** V8's ten frames end inside TensorFlow.js: an operation calls eleven functions before it fails */
const STACK_DEPTH = 50;

// taken before a cell can delete them
const IntrinsicError = Error;
const toText = String;

interface CellScript {
  readonly label: string;
  readonly map: string | null;
  parsed?: TraceMapping.TraceMap;
}

/** taken at start: a cell may change the working directory */
const folder = process.cwd();
const scripts = new Map<string, CellScript>();
const setScript = uncurry<typeof scripts, [string, CellScript], unknown>(scripts.set);

/** Names a run's script so that its stack frames can be traced back to the cell. */
export function registerScript(run: number, label: string, map: string | null): string {
  const url = cellUrl(run);
  setScript(scripts, url, { label, map });
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
  IntrinsicError.stackTraceLimit = STACK_DEPTH;
  Error.prepareStackTrace = (error, sites) =>
    safely(() => stackText(error, sites)) ?? headline(error);
}

function stackText(error: unknown, sites: readonly NodeJS.CallSite[]): string {
  const frames = framesAt(sites);
  if (typeof error === "object" && error !== null) framesOf.set(error, frames);
  const lines = frames.map((frame) => {
    const place = `${frame.source}:${frame.line}:${frame.column}`;
    return frame.functionName === null
      ? `    at ${place}`
      : `    at ${frame.functionName} (${place})`;
  });
  return [headline(error), ...lines].join("\n");
}

/** Without what Node.js itself was doing when it called the cell or its callback. */
function framesAt(sites: readonly NodeJS.CallSite[]): StackFrame[] {
  const frames = sites.map(describeSite).filter((frame) => frame !== undefined);
  const outermost = frames.findLastIndex(({ source }) => !source.startsWith("node:"));
  return outermost < 0 ? frames : frames.slice(0, outermost + 1);
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

/** Describes whatever was thrown; never throws itself. */
export function describeError(thrown: unknown): ErrorReport {
  return safely(() => reportOf(thrown, [])) ?? INDESCRIBABLE;
}

const INDESCRIBABLE: ErrorReport = {
  name: "Thrown",
  message: "a value that cannot be described",
  frames: [],
};

/** `effects` are the errors of which this one is the cause, directly or not */
function reportOf(thrown: unknown, effects: readonly unknown[]): ErrorReport {
  if (!isError(thrown)) {
    const text = safely(() =>
      inspect(thrown, { depth: 2, breakLength: 80, maxStringLength: 10_000 }),
    );
    return {
      name: "Thrown",
      message: bounded(text ?? "a value that cannot be printed"),
      frames: [],
    };
  }
  safely(() => thrown.stack);
  const name = safely(() => toText(thrown.name)) ?? "Error";
  const message = bounded(safely(() => toText(thrown.message)) ?? "");
  const details = describeDetails(thrown);
  const cause = causeOf(thrown, [...effects, thrown]);
  return {
    name: name === "" ? "Error" : bounded(name),
    message,
    frames: framesOf.get(thrown) ?? [],
    ...(details === undefined ? {} : { details }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function causeOf(error: Error, effects: readonly unknown[]): ErrorReport | undefined {
  const cause = safely(() => error.cause);
  const isShown = cause === undefined || effects.includes(cause) || effects.length > MAX_CAUSES;
  return isShown ? undefined : reportOf(cause, effects);
}

function bounded(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text.slice(0, MAX_TEXT)}… ${text.length - MAX_TEXT} more characters`;
}

/** Told by name: the class is loaded with the library. */
export function isFitStopped(thrown: unknown): thrown is Error {
  return isError(thrown) && safely(() => thrown.name) === "FitStopped";
}

/** What a cell that was stopped ends with; `place` says where its training stopped. */
export function interruptedReport(place = "the cell was stopped"): ErrorReport {
  return { name: "Interrupted", message: place, frames: [] };
}

/** of this realm or of another; a revoked Proxy throws at every question */
function isError(value: unknown): value is Error {
  return types.isNativeError(value) || safely(() => value instanceof IntrinsicError) === true;
}

const STANDARD = new Set(["name", "message", "stack", "cause"]);
/** what an AggregateError and a SuppressedError hold, which is not enumerable */
const COMPONENTS = ["errors", "error", "suppressed"];
const DETAILS = { depth: 1, maxArrayLength: 10, maxStringLength: 1000 } as const;

function describeDetails(error: Error): string | undefined {
  const own =
    safely(() => [
      ...COMPONENTS.filter((key) => Object.hasOwn(error, key)),
      ...Object.keys(error).filter((key) => !STANDARD.has(key) && !COMPONENTS.includes(key)),
    ]) ?? [];
  if (own.length === 0) return undefined;
  const shown = Object.fromEntries(
    own.slice(0, MAX_DETAILS).map((key) => [key, safely(() => Reflect.get(error, key))]),
  );
  const hidden = own.length > MAX_DETAILS ? `\n… ${own.length - MAX_DETAILS} more` : "";
  const text = safely(() => inspect(shown, DETAILS));
  return text === undefined ? undefined : bounded(text + hidden);
}
