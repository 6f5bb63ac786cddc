import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { BuildError } from "./build-error.js";

const LARGEST_OUTPUT = 64 * 2 ** 20;
const SHOWN_LINES = 15;

/** How to run another program. */
export interface ToolOptions {
  readonly cwd?: string;
}

interface Failure {
  readonly code?: string | number | null;
  readonly signal?: string;
  readonly stdout?: string;
  readonly stderr?: string;
}

/**
 * Runs a program and gives what it wrote to stdout, or undefined when there is no such program. Throws a
 * `BuildError` with the end of its output when it fails.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { cwd }: ToolOptions = {},
): Promise<string | undefined> {
  try {
    const options = { cwd, maxBuffer: LARGEST_OUTPUT };
    const { stdout } = await promisify(execFile)(program, [...args], options);
    return stdout;
  } catch (error) {
    const { code, signal, stdout = "", stderr = "" } = error as Failure; // what execFile rejects with
    if (code === "ENOENT") return undefined;
    const end = `${stdout}\n${stderr}`.trim().split("\n").slice(-SHOWN_LINES).join("\n");
    throw new BuildError(`${program} failed (${code ?? signal}):\n${end}`);
  }
}
