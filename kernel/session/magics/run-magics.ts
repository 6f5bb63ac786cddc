import { MAGICS, type MagicLine, type MagicName } from "../../cell/magics.js";
import type { CellOutcome } from "../cells/cell-runner.js";
import { env, loadEnv } from "./environment.js";
import { cd, pwd } from "./folder.js";
import { help } from "./help.js";
import { type Magic, type MagicContext, MagicError } from "./magic.js";
import { npm } from "./npm.js";
import { reset } from "./reset.js";
import { bash, sh } from "./shell.js";
import { time } from "./time.js";
import { timeit } from "./timeit.js";
import { typecheck } from "./typecheck.js";
import { who, whos } from "./who.js";

const MEANINGS: { readonly [Name in MagicName]: Magic } = {
  typecheck,
  time,
  timeit,
  reset,
  env,
  load_env: loadEnv,
  cd,
  pwd,
  who,
  whos,
  npm,
  bash,
  sh,
  lsmagic: help,
  help,
};

/**
 * Runs the magics above a cell's code, in order, up to the first that fails. Gives the outcome of the
 * last that has any.
 */
export async function runMagics(
  magics: readonly MagicLine[],
  context: MagicContext,
): Promise<CellOutcome | undefined> {
  let last: CellOutcome | undefined;
  for (const { name, args, timed } of magics) {
    try {
      const outcome = await meaningOf(name)(args, context, timed);
      if (outcome?.error !== undefined) return outcome;
      last = outcome ?? last;
    } catch (error) {
      if (!(error instanceof MagicError)) throw error;
      const { name: ename, message } = error;
      return {
        error: { ename, evalue: message, traceback: [`${ename}: ${message}`] },
        expressions: {},
      };
    }
  }
  return last;
}

function meaningOf(name: string): Magic {
  if (Object.hasOwn(MEANINGS, name)) return MEANINGS[name as MagicName];
  const known = Object.values(MAGICS).map(({ usage }) => usage.split(" ")[0]);
  throw new MagicError(`there is no %${name}. Known: ${known.join(", ")}`);
}
