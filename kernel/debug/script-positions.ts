import { createRequire } from "node:module";
import type * as SourcemapCodec from "@jridgewell/sourcemap-codec";
import type { RunScript } from "../evaluate/debug-target.js";

const require = createRequire(import.meta.url);

/** as V8 counts: from 0 */
export interface ScriptLocation {
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** as front ends count: from 1 */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

export interface ScriptPositions {
  /** where the code of a line begins, or of the next line that has any */
  toScript(line: number): ScriptLocation | undefined;
  /** undefined for what is not in the cell: before its first statement, and after its last */
  toSource(location: ScriptLocation): SourcePosition | undefined;
}

/** the index of the source that is the user's */
const CELL = 0;

type Segment = readonly [column: number, line: number, sourceColumn: number];

/** Translates between a cell and the script it became. */
export function scriptPositions({ code, map }: Pick<RunScript, "code" | "map">): ScriptPositions {
  const scriptLines = code.split("\n").length;
  return map === null ? oneLineOn(scriptLines) : mappedPositions(map, scriptLines);
}

/** the cell as it is, below one line of the kernel's own */
function oneLineOn(scriptLines: number): ScriptPositions {
  return {
    toScript: (line) => (line < scriptLines ? { lineNumber: line, columnNumber: 0 } : undefined),
    toSource: ({ lineNumber, columnNumber }) =>
      lineNumber < 1 || lineNumber >= scriptLines
        ? undefined
        : { line: lineNumber, column: columnNumber + 1 },
  };
}

/** The same for any compiled script: by its source map, and the number of lines that count. */
export function mappedPositions(
  map: string,
  scriptLines = Number.POSITIVE_INFINITY,
): ScriptPositions {
  const lines = segmentsOf(map);
  return {
    toScript: (line) => {
      let found: (ScriptLocation & { readonly from: number }) | undefined;
      for (const [lineNumber, segments] of lines.entries()) {
        for (const [at, [column, from]] of segments.entries()) {
          if (from < line - 1 || (found !== undefined && found.from <= from)) continue;
          // what begins a line of the script is found there whatever was put in before it
          found = { from, lineNumber, columnNumber: at === 0 ? 0 : column };
        }
      }
      return found && { lineNumber: found.lineNumber, columnNumber: found.columnNumber };
    },
    toSource: ({ lineNumber, columnNumber }) => {
      if (lineNumber >= scriptLines) return undefined;
      const segments = lines[lineNumber] ?? [];
      const segment = segments.findLast(([column]) => column <= columnNumber) ?? segments[0];
      return segment && { line: segment[1] + 1, column: segment[2] + 1 };
    },
  };
}

function segmentsOf(map: string): Segment[][] {
  const { decode } = require("@jridgewell/sourcemap-codec") as typeof SourcemapCodec;
  const { mappings } = JSON.parse(map) as { mappings: string };
  return decode(mappings).map((segments) =>
    segments.flatMap((segment): Segment[] =>
      segment.length !== 1 && segment[1] === CELL ? [[segment[0], segment[2], segment[3]]] : [],
    ),
  );
}
