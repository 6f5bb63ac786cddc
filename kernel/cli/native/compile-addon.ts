import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ADDON_FILE } from "../../../src/backend/native/native-package.js";
import { BuildError } from "./build-error.js";
import { runTool } from "./run-tool.js";
import { LIBRARIES } from "./tensorflow-wheel.js";

/** What an addon is made of. */
export interface AddonSources {
  /** The folder of the native package, whose addon this is. */
  readonly packageFolder: string;
  /** The headers of Node-API: the addon uses nothing else of Node.js. */
  readonly nodeHeaders: string;
  readonly tensorflowHeaders: string;
  /** The folder of TensorFlow's libraries, and the same as seen from the addon. */
  readonly libraries: string;
  readonly librariesFromAddon: string;
}

const SOURCES = ["tfjs_backend.cc", "tfjs_binding.cc"];
const NODE_API_VERSION = 8;

/**
 * Compiles the addon of a native package by one call of the compiler. Its two files need no more, and
 * node-gyp would want Python, make and a download of Node's headers for the same.
 */
export async function compileAddon(compiler: string, sources: AddonSources): Promise<void> {
  const { packageFolder, nodeHeaders, tensorflowHeaders, libraries, librariesFromAddon } = sources;
  const addon = join(packageFolder, ADDON_FILE);
  mkdirSync(dirname(addon), { recursive: true });
  await runTool(compiler, [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-w"],
    `-DNAPI_VERSION=${NODE_API_VERSION}`,
    `-I${nodeHeaders}`,
    `-I${tensorflowHeaders}`,
    ...SOURCES.map((name) => join(packageFolder, "binding", name)),
    ...["-o", addon],
    ...LIBRARIES.map((name) => join(libraries, name)),
    `-Wl,-rpath,$ORIGIN/${librariesFromAddon}`,
  ]);
}

/** The C++ compiler of this machine: `CXX`, or the first that is there. */
export async function findCompiler(): Promise<string> {
  const { CXX } = process.env;
  const candidates = CXX ? [CXX] : ["g++", "c++", "clang++"];
  for (const candidate of candidates) {
    if ((await runTool(candidate, ["--version"])) !== undefined) return candidate;
  }
  throw new BuildError(
    `no C++ compiler: ${candidates.join(", ")} not found. Install one (Debian and Ubuntu: ` +
      '"apt-get install g++", Fedora: "dnf install gcc-c++"), or name it in the variable CXX',
  );
}
