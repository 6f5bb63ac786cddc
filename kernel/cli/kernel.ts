import { parseArgs } from "node:util";
import { startKernel } from "../session/start/start-kernel.js";
import { print } from "./command.js";
import { currentHost, runtimeDir } from "./jupyter-paths.js";
import { UsageError } from "./usage-error.js";

const HELP = `preplab kernel CONNECTION_FILE

Serves a notebook. Jupyter calls this; people call "preplab install" and "preplab run".`;

/** `preplab kernel`: the process lives on its sockets, so there is no exit code to wait for. */
export async function kernel(args: readonly string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) {
    throw new UsageError("kernel needs one connection file: preplab kernel CONNECTION_FILE");
  }
  await startKernel(file, runtimeDir(currentHost()));
  return undefined;
}
