import { createHash } from "node:crypto";
import { isBuiltin } from "node:module";
import type { DigestSet } from "../../cache/digest-set.js";
import type { CellSyntax } from "../../cell/cell-syntax.js";
import { PRELOADED } from "../../cell/preloaded.js";
import type { Checker } from "../checker.js";
import { isSelfEvident } from "./self-evident.js";

/** packages whose types come with the kernel, whatever the notebook's folder holds */
const OWN_PACKAGES = new Set<string>(PRELOADED.map(({ module }) => module));

/**
 * Spares a check that found nothing before: of the same cell, after the same cells, in the same
 * `surroundings`. A notebook that is run again need not wait for the language server to start.
 * Cells that import what may change between two sessions end this for the rest of theirs.
 */
export function recallChecks(checker: Checker, sound: DigestSet, surroundings: string): Checker {
  const beginning = digestOf(surroundings);
  /** stands for all cells so far; undefined after one that is not self-contained */
  let history: Buffer | undefined = beginning;
  const after = (cell: CellSyntax): Buffer | undefined =>
    history === undefined || !isSelfContained(cell) ? undefined : digestOf(history, cell.code);

  const digestIn = (cell: CellSyntax) => (isSelfEvident(cell) ? undefined : after(cell));

  return {
    ...checker,
    checkAhead: (cell) => {
      const digest = digestIn(cell);
      if (digest === undefined || !sound.has(digest)) checker.checkAhead(cell);
    },
    check: async (cell) => {
      const digest = digestIn(cell);
      if (digest !== undefined && sound.has(digest)) return [];
      const found = await checker.check(cell);
      if (digest !== undefined && found?.length === 0) sound.add(digest);
      return found;
    },
    commit: (cell) => {
      history = after(cell);
      checker.commit(cell);
    },
    reset: () => {
      history = beginning;
      checker.reset();
    },
  };
}

function digestOf(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Whether what a cell means depends on nothing but the kernel and the cells before it. */
function isSelfContained({ code, program }: CellSyntax): boolean {
  let statements = 0;
  for (const statement of program.body) {
    switch (statement.type) {
      case "ImportDeclaration":
        statements++;
        if (!isOwn(statement.source.value)) return false;
        break;
      case "ExportAllDeclaration":
        return false;
      case "ExportNamedDeclaration":
        if (statement.source !== null) return false;
    }
  }
  // neither `import()`, of a module or a type, nor `import x = require()`, nor a reference to a file
  return (code.match(/\bimport\b/g)?.length ?? 0) === statements && !/^\s*\/\/\/\s*</m.test(code);
}

function isOwn(source: string): boolean {
  return isBuiltin(source) || OWN_PACKAGES.has(source);
}
