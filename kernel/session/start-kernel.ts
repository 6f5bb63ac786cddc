import { createChecker } from "../check/typescript-checker.js";
import { createEvaluator } from "../evaluate/evaluator.js";
import { readConnectionFile } from "../wire/connection-file.js";
import { bindTransport } from "../wire/zmq-transport.js";
import type { TypecheckMode } from "./cell-runner.js";
import { watchParent } from "./parent-watch.js";
import { createSession, type Session } from "./session.js";

/** Serves one notebook until a shutdown request, a termination signal or the end of the parent. */
export async function startKernel(connectionFile: string): Promise<void> {
  const connection = readConnectionFile(connectionFile);
  const cwd = process.cwd();
  let session: Session | undefined;
  // the processes start while the sockets are still being loaded and bound
  const evaluator = createEvaluator({
    cwd,
    onOutput: (event) => session?.output(event),
    onRestart: (reason) => session?.restarted(reason),
  });
  const checker = createChecker({ cwd });
  const end = (code: number) => {
    evaluator.dispose();
    checker.dispose();
    process.exit(code);
  };
  process.on("SIGINT", () => session?.interrupt());
  process.on("SIGTERM", () => end(0));
  watchParent(() => end(0));
  try {
    const transport = await bindTransport(connection);
    session = createSession({
      transport,
      evaluator,
      checker,
      typecheck: typecheckMode(),
      onShutdown: () => void transport.close().finally(() => end(0)),
    });
    session.start();
    checker.start();
  } catch (error) {
    process.stderr.write(`preplab: ${error instanceof Error ? error.message : String(error)}\n`);
    end(1);
  }
}

function typecheckMode(): TypecheckMode {
  const mode = process.env.PREPLAB_TYPECHECK;
  return mode === "warn" || mode === "off" ? mode : "error";
}
