import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BuildError } from "./build-error.js";
import { runTool } from "./run-tool.js";

/** TensorFlow as a Python package holds it: headers and libraries that other programs may link to. */
export interface TensorflowWheel {
  /** The folder of the package `tensorflow`. */
  readonly folder: string;
  /** The folder of NVIDIA's packages, where there is one. */
  readonly nvidia?: string;
}

/** The wheel's libraries, which are all that the addon is linked to. */
export const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;

const HEADERS = ["tensorflow/c/c_api.h", "tensorflow/c/eager/c_api.h"];

// found without importing TensorFlow, which takes seconds
const LOCATE = `
import importlib.util, json
def folder(name):
    spec = importlib.util.find_spec(name)
    return next(iter(spec.submodule_search_locations or []), None) if spec else None
print(json.dumps({"tensorflow": folder("tensorflow"), "nvidia": folder("nvidia")}))`;

/** The TensorFlow at a path: the package's own folder, or the site-packages that hold it. */
export function wheelAt(path: string): TensorflowWheel {
  const given = resolve(path);
  const folder = [given, join(given, "tensorflow")].find((candidate) =>
    existsSync(join(candidate, LIBRARIES[0])),
  );
  if (folder === undefined) {
    throw new BuildError(
      `--tensorflow must be the folder of an installed TensorFlow, which holds ${LIBRARIES[0]}. ` +
        `Received: ${path}`,
    );
  }
  return describeWheel(folder, join(dirname(folder), "nvidia"));
}

/** The TensorFlow of a Python, or of the active environment's and then the system's Python. */
export async function wheelOfPython(python?: string): Promise<TensorflowWheel> {
  const tried: string[] = [];
  for (const candidate of python === undefined ? pythons() : [python]) {
    const found = await runTool(candidate, ["-c", LOCATE]);
    tried.push(found === undefined ? `${candidate} (no such program)` : candidate);
    if (found === undefined) continue;
    const { tensorflow, nvidia } = JSON.parse(found) as Record<string, string | null>; // LOCATE's
    if (tensorflow != null) return describeWheel(tensorflow, nvidia ?? undefined);
  }
  throw new BuildError(
    `no TensorFlow in ${tried.join(", ")}. Install one ("pip install tensorflow[and-cuda]" for the ` +
      'GPU, "pip install tensorflow-cpu" without), or name its --python or its folder with --tensorflow',
  );
}

function pythons(): string[] {
  const { VIRTUAL_ENV, CONDA_PREFIX } = process.env;
  const environments = [VIRTUAL_ENV, CONDA_PREFIX].filter((folder) => folder);
  return [...environments.map((folder) => join(folder!, "bin", "python")), "python3", "python"];
}

function describeWheel(folder: string, nvidia: string | undefined): TensorflowWheel {
  const include = join(folder, "include");
  const needed = [
    ...LIBRARIES.map((name) => join(folder, name)),
    ...HEADERS.map((name) => join(include, name)),
  ];
  const missing = needed.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new BuildError(
      `${folder} is no TensorFlow 2 wheel for Linux: it lacks ${missing.join(", ")}`,
    );
  }
  return nvidia !== undefined && existsSync(nvidia) ? { folder, nvidia } : { folder };
}
