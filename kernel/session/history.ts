import type { HistoryEntry, HistoryRequest } from "../wire/contents.js";

interface Line {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

/** This session's inputs and the text of their results, in memory. */
export interface History {
  add(line: number, input: string): void;
  setOutput(line: number, text: string): void;
  query(request: Partial<HistoryRequest>): HistoryEntry[];
}

/** ipykernel calls the running session 0 in relative terms */
const THIS_SESSION = 0;

export function createHistory(): History {
  const records: Line[] = [];

  const select = (request: Partial<HistoryRequest>): Line[] => {
    switch (request.hist_access_type) {
      case "tail":
        return request.n === undefined ? records : records.slice(-Math.max(1, request.n));
      case "range": {
        // a past session: nothing of it is kept
        if ((request.session ?? THIS_SESSION) > THIS_SESSION + 1) return [];
        const { start = 1, stop } = request;
        return records.filter(
          ({ line }) => line >= start && (stop === undefined || stop === null || line < stop),
        );
      }
      case "search": {
        const matches = globMatcher(request.pattern ?? "*");
        let found = records.filter(({ input }) => matches(input));
        if (request.unique === true) {
          // the newest of equal inputs stays
          found = [...new Map(found.map((record) => [record.input, record])).values()];
        }
        return request.n === undefined ? found : found.slice(-Math.max(1, request.n));
      }
      default:
        return [];
    }
  };

  return {
    add: (line, input) => void records.push({ line, input, output: null }),
    setOutput: (line, text) => {
      const record = records.findLast((candidate) => candidate.line === line);
      if (record !== undefined) record.output = text;
    },
    query: (request) =>
      select(request).map(({ line, input, output }) => [
        THIS_SESSION,
        line,
        request.output === true ? [input, output] : input,
      ]),
  };
}

/** SQLite's GLOB as IPython's history uses it: `*`, `?` and `[...]`, anchored at both ends. */
function globMatcher(pattern: string): (text: string) => boolean {
  const source = pattern.replace(/[.+^${}()|\\*?]/g, (symbol) =>
    symbol === "*" ? "[\\s\\S]*" : symbol === "?" ? "[\\s\\S]" : `\\${symbol}`,
  );
  try {
    const matcher = new RegExp(`^${source}$`, "u");
    return (text) => matcher.test(text);
  } catch {
    return (text) => text === pattern;
  }
}
