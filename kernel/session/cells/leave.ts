import { parseCell } from "../../cell/parse-cell.js";
import type { CellRunner } from "./cell-runner.js";

const LEAVE = /^\s*(exit|quit)\s*(?:\(\s*\))?\s*;?\s*$/;
const MENTION = /\b(?:exit|quit)\b/;

/** Lets `exit` and `quit` end a console, as in IPython, unless a cell has declared the name. */
export function withLeave(runner: CellRunner): CellRunner {
  const declared = new Set<string>();
  return {
    ...runner,
    run: async (request) => {
      const name = LEAVE.exec(request.code)?.[1];
      if (name !== undefined && !declared.has(name)) {
        return { expressions: {}, payload: [{ source: "ask_exit", keepkernel: false }] };
      }
      if (MENTION.test(request.code)) {
        for (const declaration of parseCell(request.code).declarations)
          declared.add(declaration.name);
      }
      return runner.run(request);
    },
  };
}
