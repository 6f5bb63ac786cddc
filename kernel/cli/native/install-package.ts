import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NativePackage } from "../../../src/backend/native/native-package.js";
import { BuildError } from "./build-error.js";
import { runTool } from "./run-tool.js";

/** The version whose sources are compiled here; others are not known to fit. */
export const PACKAGE_VERSION = "4.22.0";

const NODE_API_HEADERS_VERSION = "1.9.0";

/**
 * Installs a native package from the npm registry into a folder, without its install script, which would
 * download an old TensorFlow. Its tfjs is replaced by nothing: it runs on preplab's.
 */
export async function installPackage(name: NativePackage, folder: string): Promise<void> {
  const empty = join(folder, "tfjs");
  mkdirSync(empty, { recursive: true });
  writeJson(join(empty, "package.json"), { name: "@tensorflow/tfjs", version: PACKAGE_VERSION });
  writeJson(join(folder, "package.json"), {
    private: true,
    dependencies: {
      [`@tensorflow/${name}`]: PACKAGE_VERSION,
      "node-api-headers": NODE_API_HEADERS_VERSION,
    },
    overrides: { "@tensorflow/tfjs": "file:./tfjs" },
  });
  // an npm around this one, as in a script, says by variables that its own folder is meant
  const place = ["--prefix", folder, "--no-global"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const options = [...place, ...quiet, "--ignore-scripts", "--prefer-offline"];
  const [program, ...args] = npmCommand();
  const done = await runTool(program, [...args, "install", ...options], { cwd: folder });
  if (done === undefined) throw new BuildError("npm was not found: it comes with Node.js");
}

/** The headers of Node-API among the installed packages. */
export function nodeApiHeaders(folder: string): string {
  return join(folder, "node_modules", "node-api-headers", "include");
}

// the npm of the running Node.js, which may not be on the PATH
function npmCommand(): [string, ...string[]] {
  const prefix = dirname(dirname(process.execPath));
  const script = join(prefix, "lib", "node_modules", "npm", "bin", "npm-cli.js");
  return existsSync(script) ? [process.execPath, script] : ["npm"];
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
