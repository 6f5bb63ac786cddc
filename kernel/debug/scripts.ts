import { readFile } from "node:fs/promises";
import type { Debugger } from "node:inspector";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RunScript } from "../evaluate/debug-target.js";
import { cellFile } from "./cell-files.js";
import { escaped } from "./library-patterns.js";
import type { Source } from "./protocol.js";
import {
  mappedPositions,
  type ScriptLocation,
  type ScriptPositions,
  type SourcePosition,
  scriptPositions,
} from "./script-positions.js";

/** as many as stacks of errors are traced back to */
const KEPT = 200;

/** What a cell became, or a file. */
export interface Script {
  /** how breakpoints in it are addressed; a file that is loaded anew may get a query */
  readonly address: { readonly url: string } | { readonly urlRegex: string };
  readonly source: Source;
  /** the text of a cell; undefined for a file */
  readonly text?: string;
  positions(): ScriptPositions;
}

export type ParsedScript = Pick<
  Debugger.ScriptParsedEventDataType,
  "scriptId" | "url" | "sourceMapURL"
>;

/** What is known of the cells that ran, the cells that will, and the files that they import. */
export interface Scripts {
  /** keeps the text of a cell that has not run yet; gives its path */
  dump(text: string): string;
  ran(script: RunScript): Script;
  /** V8 has compiled a script of the user; gives a file that is another there than on disk */
  parsed(script: ParsedScript): Script | undefined;
  /** undefined for what is not the user's */
  at(scriptId: string): Script | undefined;
  /** all that run the text of this path */
  under(path: string): Script[];
  /** the text of a cell that ran or was dumped */
  cellText(path: string): string | undefined;
  /** the text of a cell or a file */
  read(path: string): Promise<string>;
  files(): readonly Source[];
  /** forgets what another process had compiled */
  reset(): void;
}

export function createScripts(): Scripts {
  const dumped = new Map<string, string>();
  const cells = new Map<string, Script>();
  const files = new Map<string, Script>();
  const compiled = new Map<string, Script>();

  const keep = <Value>(map: Map<string, Value>, key: string, value: Value) => {
    map.set(key, value);
    if (map.size > KEPT) map.delete(map.keys().next().value!);
  };
  const cellText = (path: string) =>
    dumped.get(path) ?? [...cells.values()].find(({ source }) => source.path === path)?.text;

  return {
    dump: (text) => {
      const path = cellFile(text);
      keep(dumped, path, text);
      return path;
    },
    ran: (run) => {
      let positions: ScriptPositions | undefined;
      const script: Script = {
        address: { url: run.url },
        source: { name: run.label, path: cellFile(run.source) },
        text: run.source,
        positions: () => {
          positions ??= scriptPositions(run);
          return positions;
        },
      };
      keep(cells, run.url, script);
      return script;
    },
    parsed: ({ scriptId, url, sourceMapURL }) => {
      const cell = cells.get(url);
      const script = cell ?? fileScript(fileURLToPath(url), inlineMap(sourceMapURL));
      compiled.set(scriptId, script);
      if (cell !== undefined) return undefined;
      files.set(script.source.path, script);
      return inlineMap(sourceMapURL) === undefined ? undefined : script;
    },
    at: (scriptId) => compiled.get(scriptId),
    under: (path) => {
      const found = [...cells.values()].filter(({ source }) => source.path === path);
      return found.length > 0 || dumped.has(path) ? found : [files.get(path) ?? fileScript(path)];
    },
    cellText,
    read: async (path) => cellText(path) ?? readFile(path, "utf8"),
    files: () => [...files.values()].map(({ source }) => source),
    reset: () => {
      cells.clear();
      files.clear();
      compiled.clear();
    },
  };
}

function fileScript(path: string, map?: string): Script {
  const url = escaped(pathToFileURL(path).href);
  return {
    address: { urlRegex: `^${url}(\\?.*)?$` },
    source: { name: basename(path), path },
    positions: () => (map === undefined ? SAME : mappedPositions(map)),
  };
}

/** The source map that a compiled file carries in a data URL. */
function inlineMap(url = ""): string | undefined {
  const [, base64] = /^data:application\/json[^,]*;base64,(.*)$/.exec(url) ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("utf8");
}

/** Node.js runs a file as it is, and takes types away without moving anything. */
const SAME: ScriptPositions = {
  toScript: (line): ScriptLocation => ({ lineNumber: line - 1, columnNumber: 0 }),
  toSource: ({ lineNumber, columnNumber }): SourcePosition => ({
    line: lineNumber + 1,
    column: columnNumber + 1,
  }),
};
