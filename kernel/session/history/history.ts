import type { HistoryEntry } from "../../wire/contents.js";
import { globMatcher } from "./glob.js";
import type { HistoryFile, PastLine } from "./history-file.js";

/** This session's inputs and the text of their results; inputs of others where there is a file. */
export interface History {
  add(line: number, input: string): void;
  setOutput(line: number, text: string): void;
  /** answers a history request of whatever shape, as IPython does where the protocol is silent */
  query(request: Readonly<Record<string, unknown>>): HistoryEntry[];
}

interface Line extends PastLine {
  output?: string;
}

/** IPython's own number for the running session in ranges */
const THIS_SESSION = 0;
const DEFAULT_TAIL = 10;

export function createHistory(file?: HistoryFile): History {
  const own: Omit<Line, "session">[] = [];

  const select = (request: Readonly<Record<string, unknown>>): Line[] => {
    const { session, past } = file?.read() ?? { session: 1, past: [] };
    const here = own.map((line) => ({ ...line, session }));
    switch (request.hist_access_type) {
      case "tail":
        // other kernels may have written since, but what was typed here comes last
        return lastOf([...past, ...here], integer(request.n) ?? DEFAULT_TAIL);
      case "range": {
        const asked = integer(request.session) ?? THIS_SESSION;
        const wanted = asked <= 0 ? session + asked : asked;
        const lines = wanted === session ? here : past.filter((line) => line.session === wanted);
        const found = rangeOf(lines, request);
        return asked === THIS_SESSION ? found.map((line) => ({ ...line, session: asked })) : found;
      }
      case "search": {
        const pattern = typeof request.pattern === "string" ? request.pattern : "*";
        const matches = globMatcher(pattern);
        const all = [...past, ...here].sort((a, b) => a.session - b.session || a.line - b.line);
        const found = all.filter(({ input }) => matches(input));
        return lastOf(request.unique === true ? latest(found) : found, integer(request.n) ?? -1);
      }
      default:
        return [];
    }
  };

  return {
    add: (line, input) => {
      own.push({ line, input });
      file?.append(line, input);
    },
    setOutput: (line, text) => {
      const record = own.findLast((candidate) => candidate.line === line);
      if (record !== undefined) record.output = text;
    },
    query: (request) =>
      select(request).map(({ session, line, input, output = null }) => [
        session,
        line,
        request.output === true ? [input, output] : input,
      ]),
  };
}

function integer(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

/** all of them for a negative count, as SQL's LIMIT has it */
function lastOf(lines: readonly Line[], count: number): Line[] {
  return lines.slice(count < 0 ? 0 : Math.max(0, lines.length - count));
}

/** negative numbers count from the end; no `stop`, or 0, is the end */
function rangeOf(lines: readonly Line[], request: Readonly<Record<string, unknown>>): Line[] {
  const end = (lines.at(-1)?.line ?? 0) + 1;
  const fromEnd = (line: number) => (line < 0 ? line + end : line);
  const start = fromEnd(integer(request.start) ?? 1);
  const stop = fromEnd(integer(request.stop) || end);
  return lines.filter(({ line }) => line >= start && line < stop);
}

/** the newest of equal inputs */
function latest(lines: readonly Line[]): Line[] {
  const newest = new Map<string, Line>();
  for (const line of lines) {
    newest.delete(line.input);
    newest.set(line.input, line);
  }
  return [...newest.values()];
}
