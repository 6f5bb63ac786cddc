import { join } from "node:path";
import { cacheFolder } from "../cache/cache-folder.js";
import { openDigestSet } from "../cache/digest-set.js";
import { checkSurroundings } from "../check/check-surroundings.js";
import type { Checker } from "../check/checker.js";
import { createLazyChecker } from "../check/lazy-checker.js";
import { recallChecks } from "../check/recall-checks.js";
import type { Evaluator } from "../evaluate/evaluator.js";
import type { Connection } from "../wire/connection-file.js";
import { bindTransport } from "../wire/zmq-transport.js";
import type { TypecheckMode } from "./cell-runner.js";
import { watchParent } from "./parent-watch.js";
import { createSession, type Session } from "./session.js";

const WARM_UP_MS = 50;
/** the language server takes both cores for a while: a first cell that follows at once goes before */
const START_CHECKER_MS = 300;

export interface ServeOptions {
  readonly connection: Connection;
  /** the notebook's folder */
  readonly cwd: string;
  readonly evaluator: Evaluator;
  /** the kernel is asked to end, or its parent has */
  readonly onEnd: () => void;
}

export interface Serving {
  readonly session: Session;
  readonly checker: Checker;
}

/** Puts wire, session, checker and evaluator together and answers requests from then on. */
export async function serveNotebook(options: ServeOptions): Promise<Serving> {
  const { connection, cwd, evaluator, onEnd } = options;
  watchParent(onEnd);
  const transport = await bindTransport(connection);
  const checker = recalling(
    createLazyChecker(async () => {
      const { createChecker } = await import("../check/typescript-checker.js");
      return createChecker({ cwd });
    }),
    cwd,
  );
  const session = createSession({
    transport,
    evaluator,
    checker,
    typecheck: typecheckMode(),
    onShutdown: () => void transport.close().finally(onEnd),
  });
  session.start();
  // later than a first cell that follows at once; what cannot be loaded, a cell will report
  setTimeout(() => evaluator.warmUp().catch(() => {}), WARM_UP_MS).unref();
  setTimeout(checker.start, START_CHECKER_MS).unref();
  return { session, checker };
}

function recalling(checker: Checker, cwd: string): Checker {
  const folder = cacheFolder();
  if (folder === undefined) return checker;
  return recallChecks(
    checker,
    openDigestSet(join(folder, "checked-cells")),
    checkSurroundings(cwd),
  );
}

function typecheckMode(): TypecheckMode {
  const mode = process.env.PREPLAB_TYPECHECK;
  return mode === "warn" || mode === "off" ? mode : "error";
}
