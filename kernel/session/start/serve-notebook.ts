import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../cache/cache-folder.js";
import { openDigestSet } from "../../cache/digest-set.js";
import type { Checker } from "../../check/checker.js";
import { checkSurroundings } from "../../check/shortcuts/check-surroundings.js";
import { createLazyChecker } from "../../check/shortcuts/lazy-checker.js";
import { recallChecks } from "../../check/shortcuts/recall-checks.js";
import type { Evaluator } from "../../evaluate/evaluator.js";
import type { Connection } from "../../wire/connection.js";
import { bindTransport } from "../../wire/zmq-transport.js";
import type { TypecheckMode } from "../cells/cell-runner.js";
import type { HistoryFile } from "../history/history-file.js";
import { createSession, type Session } from "../session.js";
import { watchParent } from "./parent-watch.js";

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
  /** with the ports that were bound */
  readonly connection: Connection;
}

/** Puts wire, session, checker and evaluator together and answers requests from then on. */
export async function serveNotebook(options: ServeOptions): Promise<Serving> {
  const { connection, cwd, evaluator, onEnd } = options;
  watchParent(onEnd);
  const transport = await bindTransport(connection);
  const checker = recalling(
    createLazyChecker(async () => {
      const { createChecker } = await import("../../check/typescript-checker.js");
      return createChecker({ cwd, onNotice: (text) => session.notice(text) });
    }),
    cwd,
  );
  let notice: string | undefined;
  const session: Session = createSession({
    transport,
    ports: transport.connection.ports,
    evaluator,
    checker,
    cwd,
    typecheck: typecheckMode(),
    ...(await historyFile(cwd)),
    takeNotice: () => {
      const taken = notice;
      notice = undefined;
      return taken;
    },
    onShutdown: () => void transport.close().finally(onEnd),
  });
  session.start();
  // later than a first cell that follows at once; what cannot be loaded, a cell will report
  setTimeout(checker.start, START_CHECKER_MS).unref();
  setTimeout(() => {
    evaluator.warmUp().catch(() => {});
    void import("../../project/project.js").then(({ readProject }) => {
      const { problem } = readProject(cwd);
      if (problem !== undefined) notice = `preplab: ${problem}\n`;
    });
  }, WARM_UP_MS).unref();
  return { session, checker, connection: transport.connection };
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

/** `PREPLAB_HISTORY` names a file that keeps inputs across sessions; without it they end with the kernel. */
async function historyFile(cwd: string): Promise<{ historyFile?: HistoryFile }> {
  const path = process.env.PREPLAB_HISTORY ?? "";
  if (path === "") return {};
  const { openHistoryFile } = await import("../history/history-file.js");
  const file = resolve(cwd, path.replace(/^~(?=[\\/])/, homedir()));
  const onFailure = (reason: string) =>
    void process.stderr.write(`preplab: no history is kept in ${file}: ${reason}\n`);
  return { historyFile: openHistoryFile(file, { onFailure }) };
}
