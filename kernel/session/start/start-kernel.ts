import { parse } from "node:path";
import { createEvaluator } from "../../evaluate/evaluator.js";
import { readConnectionFile } from "../../wire/connection-file.js";
import type { Serving } from "./serve-notebook.js";

/**
 * Serves one notebook until a shutdown request, a termination signal or the end of the parent.
 * `runtimeDir` is where Jupyter keeps the connection files of running kernels.
 */
export async function startKernel(connectionFile: string, runtimeDir: string): Promise<void> {
  const connection = readConnectionFile(connectionFile);
  let serving: Serving | undefined;
  const cwd = process.cwd();
  const evaluator = createEvaluator({
    cwd,
    onOutput: (event) => serving?.session.output(event),
    onRestart: (reason) => serving?.session.restarted(reason),
    onReplaced: () => serving?.session.replaced(),
  });
  const end = (code: number) => {
    evaluator.dispose();
    serving?.checker.dispose();
    process.exit(code);
  };
  process.on("SIGINT", () => serving?.session.interrupt());
  process.on("SIGTERM", () => end(0));
  process.on("SIGHUP", () => end(0));
  try {
    // everything else loads while the user process starts
    const { serveNotebook } = await import("./serve-notebook.js");
    serving = await serveNotebook({ connection, cwd, evaluator, onEnd: () => end(0) });
    const { announcePorts } = await import("../../wire/announce-ports.js");
    const bound = serving.connection;
    await announcePorts({ file: connectionFile, asked: connection, bound, runtimeDir });
    // swc takes the process down when its current folder has been removed; user code keeps the notebook's
    process.chdir(parse(process.execPath).root);
  } catch (error) {
    process.stderr.write(`preplab: ${error instanceof Error ? error.message : String(error)}\n`);
    end(1);
  }
}
