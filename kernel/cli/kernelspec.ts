import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { kernelArgv, PACKAGE_ROOT } from "./package-root.js";
import { UsageError } from "./usage-error.js";

const require = createRequire(import.meta.url);

export const DEFAULT_NAME = "preplab";
export const DEFAULT_DISPLAY_NAME = "TypeScript (preplab)";

const LOGOS = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode?: string;
  readonly kernel_protocol_version?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface FoundKernelspec {
  readonly name: string;
  readonly folder: string;
  /** undefined when kernel.json cannot be read */
  readonly spec: Kernelspec | undefined;
}

export function createKernelspec(displayName: string, argv = kernelArgv()): Kernelspec {
  return {
    argv,
    display_name: displayName,
    language: "typescript",
    // Node cannot be signalled on Windows, and a message reaches a busy kernel everywhere
    interrupt_mode: "message",
    kernel_protocol_version: "5.6",
    metadata: { debugger: false, supported_encryption: supportedEncryption() },
  };
}

/** what the libzmq at hand was built with */
function supportedEncryption(): string[] {
  try {
    const { capability } = require("zeromq") as typeof import("zeromq");
    return capability.curve ? ["curve"] : [];
  } catch {
    // doctor says why it cannot be loaded
    return [];
  }
}

/** Writes kernel.json and the logos; gives back the paths in the order they were written. */
export function writeKernelspec(folder: string, spec: Kernelspec): string[] {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  writeFileSync(file, `${JSON.stringify(spec, null, 2)}\n`);
  const logos = LOGOS.map((name) => {
    const target = join(folder, name);
    copyFileSync(join(PACKAGE_ROOT, "kernel", "assets", name), target);
    return target;
  });
  return [file, ...logos];
}

/** Removes what `writeKernelspec` wrote, and the folder if nothing else is in it. */
export function removeKernelspec(folder: string): void {
  for (const name of ["kernel.json", ...LOGOS]) rmSync(join(folder, name), { force: true });
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The kernelspecs below some `kernels` folders; the first of a name is the one Jupyter uses. */
export function findKernelspecs(folders: readonly string[]): FoundKernelspec[] {
  return folders.flatMap((folder) =>
    subfolders(folder).map((name) => {
      const path = join(folder, name);
      return { name, folder: path, spec: readKernelspec(path) };
    }),
  );
}

/** Whether a kernelspec starts preplab, of this or another installation. */
export function isOurs({ argv }: Kernelspec): boolean {
  return argv.some((part) => /[\\/]dist[\\/]kernel[\\/]main\.js$/.test(part));
}

export function checkName(name: string): string {
  if (/^[a-z0-9._-]+$/i.test(name) && !/^\.+$/.test(name)) return name.toLowerCase();
  throw new UsageError(
    `--name must consist of letters, digits, ".", "_" and "-". Received: ${JSON.stringify(name)}`,
  );
}

/** The kernelspec of a folder, or undefined when there is none that can be read. */
export function readKernelspec(folder: string): Kernelspec | undefined {
  try {
    const spec: unknown = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    const { argv } = spec as Kernelspec; // checked on the next line
    return Array.isArray(argv) ? (spec as Kernelspec) : undefined;
  } catch {
    return undefined;
  }
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
