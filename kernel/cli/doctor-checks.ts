import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute } from "node:path";
import { promisify } from "node:util";
import { serverExecutable } from "../check/server/server-executable.js";
import { startKernelClient } from "../client/start-kernel-client.js";
import { currentHost, kernelDirs } from "./jupyter-paths.js";
import { findKernelspecs, isOurs, type Kernelspec } from "./kernelspec.js";
import { reportBackend } from "./native/backend-report.js";
import { KERNEL_ENTRY, kernelArgv } from "./package-root.js";

export interface Finding {
  readonly status: "ok" | "absent" | "failed";
  readonly name: string;
  readonly detail: string;
}

/** A check gives a detail when all is well, throws when not, or tells several findings. */
type Check = () => string | readonly Finding[] | Promise<string | readonly Finding[]>;

const ANSWER_MS = 60_000;

const require = createRequire(import.meta.url);

export const CHECKS: readonly (readonly [name: string, check: Check])[] = [
  ["Node.js", checkNode],
  ["zeromq", () => `${packageVersion("zeromq")}, libzmq ${zeromq().version}`],
  ["TypeScript", checkTypescript],
  ["swc", checkSwc],
  ["oxc-parser", checkOxc],
  ["tfjs", () => packageVersion("@tensorflow/tfjs")],
  ["optional packages", findOptionalPackages],
  ["kernelspecs", checkKernelspecs],
  ["kernel", startKernelOnce],
  ["backend", checkBackend],
];

function checkNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return process.versions.node;
  throw new Error(`must be 20.19 or newer. Received: ${process.versions.node}`);
}

function zeromq(): typeof import("zeromq") {
  return require("zeromq");
}

async function checkTypescript(): Promise<string> {
  const { stdout } = await promisify(execFile)(serverExecutable(), ["--version"]);
  return stdout.trim().replace(/^Version /, "");
}

function checkSwc(): string {
  const swc: typeof import("@swc/core") = require("@swc/core");
  const { code } = swc.transformSync("const a: number = 1", {
    jsc: { parser: { syntax: "typescript" } },
  });
  if (code.includes("number")) throw new Error("types were not stripped");
  return swc.version;
}

async function checkOxc(): Promise<string> {
  const { parseSync } = await import("oxc-parser");
  const { errors } = parseSync("cell.ts", "const a: number = 1");
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return packageVersion("oxc-parser");
}

function findOptionalPackages(): Finding[] {
  const uses = {
    canvas: "drawing in cells",
    "danfojs-node": "data frames",
  };
  return Object.entries(uses).map(([name, use]) => {
    try {
      return { status: "ok", name, detail: packageVersion(name) };
    } catch {
      return { status: "absent", name, detail: `not installed (optional, for ${use})` };
    }
  });
}

function checkKernelspecs(): Finding[] {
  const ours = findKernelspecs(kernelDirs(currentHost())).flatMap(({ name, folder, spec }) =>
    spec && isOurs(spec) ? [{ name, folder, missing: missingPaths(spec) }] : [],
  );
  if (ours.length === 0) {
    const detail = 'none of preplab. Next: "preplab install"';
    return [{ status: "absent", name: "kernelspec", detail }];
  }
  return ours.map(({ name, folder, missing }) =>
    missing.length === 0
      ? { status: "ok", name: `kernelspec ${name}`, detail: folder }
      : {
          status: "failed",
          name: `kernelspec ${name}`,
          detail: `${folder} starts ${missing.join(", ")}, which does not exist. Install it again`,
        },
  );
}

function missingPaths({ argv }: Kernelspec): string[] {
  return argv.slice(0, 2).filter((path) => isAbsolute(path) && !existsSync(path));
}

async function startKernelOnce(): Promise<Finding[]> {
  if (!existsSync(KERNEL_ENTRY)) {
    throw new Error(`${KERNEL_ENTRY} does not exist: run "npm run build" first`);
  }
  const start = performance.now();
  const kernel = await startKernelClient({ argv: kernelArgv() });
  const giveUp = () => kernel.client.fail(new Error(`no answer within ${ANSWER_MS / 1000} s`));
  const timer = setTimeout(giveUp, ANSWER_MS);
  try {
    const evaluate = async (code: string) => {
      const { reply, outputs } = await kernel.client.execute(code);
      if (reply.status !== "ok") throw new Error(`${code}: ${reply.ename}: ${reply.evalue}`);
      const result = outputs.find((output) => output.output_type === "execute_result");
      return String(result?.data["text/plain"]);
    };
    const sum = await evaluate("1 + 1");
    if (sum !== "2") throw new Error(`1 + 1 must be 2. Received: ${sum}`);
    const detail = `answers 1 + 1 after ${Math.round(performance.now() - start)} ms`;
    await evaluate("await tf.ready(); tf.getBackend()");
    return [{ status: "ok", name: "kernel", detail }];
  } finally {
    clearTimeout(timer);
    await kernel.stop();
  }
}

async function checkBackend(): Promise<Finding[]> {
  const { active, passedOver } = await reportBackend();
  return [
    { status: "ok", name: "backend", detail: active },
    ...passedOver.map((detail) => ({ status: "absent", name: "backend", detail }) as const),
  ];
}

/** Read from the file, because a package may not export its package.json. */
function packageVersion(name: string): string {
  const entry = require.resolve.paths(name) ?? [];
  for (const folder of entry) {
    const file = `${folder}/${name}/package.json`;
    if (existsSync(file)) return (require(file) as { version: string }).version;
  }
  throw new Error("not installed");
}
