import type { Command } from "./command.js";

const HELP = `preplab: a Jupyter kernel for TypeScript machine learning

  preplab install      tell Jupyter about the kernel
  preplab uninstall    undo it
  preplab list         show the kernels Jupyter finds
  preplab doctor       check that everything works here
  preplab backend      say which backend of TensorFlow.js is in use; build a native one
  preplab run          run notebooks without Jupyter
  preplab kernel       serve a notebook (Jupyter calls this)

preplab COMMAND --help says more. preplab --version shows the version.`;

// loaded on demand: the kernel must start fast
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["kernel", async () => (await import("./kernel.js")).kernel],
  ["run", async () => (await import("./run.js")).run],
  ["install", async () => (await import("./install.js")).install],
  ["uninstall", async () => (await import("./uninstall.js")).uninstall],
  ["list", async () => (await import("./list.js")).list],
  ["doctor", async () => (await import("./doctor.js")).doctor],
  ["backend", async () => (await import("./backend.js")).backend],
]);

/** Faults of the world or the command line, told in one line; others show their stack. */
const EXPECTED = new Set([
  "UsageError",
  "ConnectionError",
  "NotebookError",
  "KernelDied",
  "BuildError",
]);

/** Runs the command line `args` and gives back the exit code: 2 for a command line not understood. */
export async function dispatch(args: readonly string[]): Promise<number | undefined> {
  const [name, ...rest] = args;
  if (name !== "kernel") endWithReader();
  try {
    if (name === undefined || name === "--help" || name === "-h") {
      process.stdout.write(`${HELP}\n`);
      return name === undefined ? 2 : 0;
    }
    if (name === "--version") {
      process.stdout.write(`${(await import("./package-root.js")).VERSION}\n`);
      return 0;
    }
    const load = COMMANDS.get(name);
    if (load === undefined) return complain(`unknown command "${name}". Try preplab --help`, 2);
    return await (await load())(rest);
  } catch (error) {
    if (!(error instanceof Error)) return complain(String(error), 1);
    const code = String((error as NodeJS.ErrnoException).code ?? ""); // undefined on most errors
    if (code.startsWith("ERR_PARSE_ARGS")) return complain(error.message, 2);
    const isExpected = EXPECTED.has(error.name) || /^E[A-Z]+$/.test(code);
    return complain(isExpected ? error.message : (error.stack ?? error.message), 1);
  }
}

/** `preplab list | head -1`: a reader that has seen enough is no fault */
function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

function complain(message: string, code: number): number {
  process.stderr.write(`preplab: ${message}\n`);
  return code;
}
