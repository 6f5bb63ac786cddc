import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

const KILL_MS = 2000;
const running = new Set<ChildProcess>();

/** A command that did not end with exit code 0. */
class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

export interface ShellOptions {
  /** `bash` takes the command as a script; the system's shell by default */
  readonly shell?: "bash";
  readonly cwd?: string;
}

/** Runs a command whose output is the cell's, and resolves when it ended with exit code 0. */
export function shell(command: string, { shell: name, cwd }: ShellOptions = {}): Promise<void> {
  const options: SpawnOptions = { stdio: ["ignore", "inherit", "inherit"], cwd };
  const child =
    name === undefined
      ? spawn(command, { ...options, shell: true })
      : spawn(name, ["-c", command], options);
  running.add(child);
  return new Promise<void>((resolve, reject) => {
    child.on("error", (error) => reject(notStarted(error, name)));
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new CommandFailed(signal === null ? `exit code ${code}` : `ended by ${signal}`));
    });
  }).finally(() => running.delete(child));
}

function notStarted(error: Error, name = "the shell"): Error {
  const isAbsent = "code" in error && error.code === "ENOENT";
  return isAbsent ? new CommandFailed(`${name} is not installed, or the folder is gone`) : error;
}

/** Ends what cells run in a shell, as Ctrl-C does, and by force what does not heed it. */
export function stopCommands(): void {
  if (running.size === 0) return;
  if (process.platform !== "win32") {
    // the shell's own children too; this process leads the group and ignores it
    process.kill(-process.pid, "SIGINT");
  }
  for (const child of running) {
    if (process.platform === "win32") child.kill();
    setTimeout(() => child.kill("SIGKILL"), KILL_MS).unref();
  }
}
