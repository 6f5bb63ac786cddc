import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RunScript } from "../evaluate/debug-target.js";
import { cellFile } from "./cell-files.js";
import type { Source } from "./protocol.js";
import {
  type ScriptLocation,
  type ScriptPositions,
  type SourcePosition,
  scriptPositions,
} from "./script-positions.js";

/** as many as stacks of errors are traced back to */
const KEPT = 200;

/** One thing that runs under one URL: what a cell became, or a file. */
export interface Script {
  readonly url: string;
  readonly source: Source;
  /** the text of a cell; undefined for a file */
  readonly text?: string;
  positions(): ScriptPositions;
}

/** What is known of the cells that ran, the cells that will, and the files that they import. */
export interface Scripts {
  /** keeps the text of a cell that has not run yet; gives its path */
  dump(text: string): string;
  ran(script: RunScript): Script;
  /** a file of the user that V8 has compiled */
  parsed(scriptId: string, url: string): void;
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
  const urls = new Map<string, string>();

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
        url: run.url,
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
    parsed: (scriptId, url) => {
      urls.set(scriptId, url);
      if (url.startsWith("file:")) files.set(url, fileScript(url));
    },
    at: (scriptId) => {
      const url = urls.get(scriptId) ?? "";
      return cells.get(url) ?? files.get(url);
    },
    under: (path) => {
      const found = [...cells.values()].filter(({ source }) => source.path === path);
      return found.length > 0 || dumped.has(path) ? found : [fileScript(pathToFileURL(path).href)];
    },
    cellText,
    read: async (path) => cellText(path) ?? readFile(path, "utf8"),
    files: () => [...files.values()].map(({ source }) => source),
    reset: () => {
      cells.clear();
      files.clear();
      urls.clear();
    },
  };
}

function fileScript(url: string): Script {
  const path = fileURLToPath(url);
  return { url, source: { name: basename(path), path }, positions: () => SAME };
}

/** Node.js runs a file as it is, and takes types away without moving anything. */
const SAME: ScriptPositions = {
  toScript: (line): ScriptLocation => ({ lineNumber: line - 1, columnNumber: 0 }),
  toSource: ({ lineNumber, columnNumber }): SourcePosition => ({
    line: lineNumber + 1,
    column: columnNumber + 1,
  }),
};
