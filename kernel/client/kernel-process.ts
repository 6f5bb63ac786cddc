import { spawn } from "node:child_process";
import type { Connection } from "../wire/connection.js";
import { createConnection } from "./create-connection.js";

export interface KernelExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** the last it wrote to stderr, at most 4,000 characters */
  readonly stderr: string;
}

/** A kernel as its own process, with a connection file of its own. */
export interface KernelProcess {
  readonly connection: Connection;
  readonly pid: number | undefined;
  /** resolves once the process has ended; never rejects */
  readonly exited: Promise<KernelExit>;
  signal(name: NodeJS.Signals): void;
}

export interface LaunchOptions {
  /** command line as in kernel.json; `{connection_file}` is filled in */
  readonly argv: readonly string[];
  /** folder of the notebook */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly transport?: Connection["transport"];
  /** what the kernel itself logs */
  readonly onLog?: (text: string) => void;
}

const STDERR_TAIL = 4000;

export async function launchKernel(options: LaunchOptions): Promise<KernelProcess> {
  const { argv, cwd = process.cwd(), env = {}, transport, onLog } = options;
  const { connection, file, remove } = await createConnection(transport);
  const [command = "", ...args] = argv.map((part) => part.replaceAll("{connection_file}", file));
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, JPY_PARENT_PID: `${process.pid}` },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C in the terminal is for the client, which ends the kernel by a message
    detached: process.platform !== "win32",
  });
  let stderr = "";
  const keep = (text: string) => {
    stderr = (stderr + text).slice(-STDERR_TAIL);
    onLog?.(text);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => onLog?.(text));
  child.stderr.setEncoding("utf8").on("data", keep);
  const exited = new Promise<KernelExit>((resolve) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null) => {
      remove();
      resolve({ code, signal, stderr });
    };
    child.once("error", (error) => {
      keep(`cannot start ${command}: ${error.message}\n`);
      settle(null, null);
    });
    // "close" would wait for grandchildren that hold the pipes; give stderr one turn instead
    child.once("exit", (code, signal) => setImmediate(settle, code, signal));
  });
  return {
    connection,
    pid: child.pid,
    exited,
    signal: (name) => void child.kill(name),
  };
}
