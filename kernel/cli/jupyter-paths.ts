import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { UsageError } from "./usage-error.js";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Host {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Environment;
}

export function currentHost(): Host {
  return { platform: process.platform, home: homedir(), env: process.env };
}

/** The user's Jupyter data folder; `JUPYTER_DATA_DIR` overrides the habit of the system. */
export function userDataDir({ platform, home, env }: Host): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    return join(env.APPDATA ?? join(home, "AppData", "Roaming"), "jupyter");
  }
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}

/** Where the connection files of running kernels are. */
export function runtimeDir(host: Host): string {
  return host.env.JUPYTER_RUNTIME_DIR || join(userDataDir(host), "runtime");
}

/** The data folder below a Python environment or another prefix. */
export function prefixDataDir(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/** The active environment: virtualenv, then conda, then the `python` on PATH. */
export function systemPrefix({ env }: Host, askPython: () => string | undefined = pythonPrefix) {
  const prefix = env.VIRTUAL_ENV || env.CONDA_PREFIX || askPython();
  if (prefix) return prefix;
  throw new UsageError(
    "--sys-prefix needs an active environment (VIRTUAL_ENV, CONDA_PREFIX) or python on PATH. Use --prefix PATH or --user",
  );
}

/** Every folder Jupyter looks for kernels in, in its order, without duplicates. */
export function kernelDirs(
  host: Host,
  askPython: () => string | undefined = pythonPrefix,
): string[] {
  const { platform, env } = host;
  const fromPath = (env.JUPYTER_PATH ?? "").split(delimiter).filter((part) => part !== "");
  const prefix = env.VIRTUAL_ENV || env.CONDA_PREFIX || askPython();
  const system =
    platform === "win32"
      ? [join(env.PROGRAMDATA ?? "C:\\ProgramData", "jupyter")]
      : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const data = [
    ...fromPath,
    userDataDir(host),
    ...(prefix ? [prefixDataDir(prefix)] : []),
    ...system,
  ];
  return [...new Set(data)].map((folder) => join(folder, "kernels"));
}

function pythonPrefix(): string | undefined {
  for (const python of ["python3", "python"]) {
    try {
      return execFileSync(python, ["-c", "import sys; print(sys.prefix)"], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        timeout: 10_000,
      }).trim();
    } catch {
      // not there, or not working: the next one
    }
  }
  return undefined;
}
