import type { TypecheckMode } from "../cells/cell-runner.js";
import { type Magic, MagicError } from "./magic.js";

const MODES: readonly string[] = ["error", "warn", "off"] satisfies TypecheckMode[];

/** `%typecheck off`: for the session when alone, above code for that cell. */
export const typecheck: Magic = async (args, { cell, session, hasCode, print }) => {
  if (args !== "") {
    if (!isMode(args)) {
      throw new MagicError(`%typecheck: the mode must be error, warn or off. Received: ${args}`);
    }
    cell.typecheck = args;
    if (hasCode) return undefined;
    session.typecheck = args;
  }
  print(`type check: ${session.typecheck}\n`);
  return undefined;
};

function isMode(text: string): text is TypecheckMode {
  return MODES.includes(text);
}
