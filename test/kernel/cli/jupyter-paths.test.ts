import { expect, it } from "vitest";
import { kernelDirs, systemPrefix, userDataDir } from "../../../kernel/cli/jupyter-paths.js";
import { kernelspecFolder } from "../../../kernel/cli/location.js";

const noPython = () => undefined;
const host = (
  env: Record<string, string> = {},
  platform: NodeJS.Platform = "linux",
  home = "/home/a",
) => ({ platform, home, env });

it.each([
  [host(), "/home/a/.local/share/jupyter"],
  [host({ XDG_DATA_HOME: "/data" }), "/data/jupyter"],
  [host({}, "darwin", "/Users/a"), "/Users/a/Library/Jupyter"],
  [host({ APPDATA: "/roaming" }, "win32"), "/roaming/jupyter"],
  [host({ JUPYTER_DATA_DIR: "/mine" }, "darwin"), "/mine"],
])("finds the user's data folder of %j", (given, folder) => {
  expect(userDataDir(given)).toBe(folder);
});

it("prefers virtualenv to conda to python for --sys-prefix", () => {
  expect(systemPrefix(host({ VIRTUAL_ENV: "/v", CONDA_PREFIX: "/c" }), noPython)).toBe("/v");
  expect(systemPrefix(host({ CONDA_PREFIX: "/c" }), noPython)).toBe("/c");
  expect(systemPrefix(host(), () => "/usr")).toBe("/usr");
  expect(() => systemPrefix(host(), noPython)).toThrow("--sys-prefix needs an active environment");
});

it("looks for kernels in Jupyter's order, each folder once", () => {
  const env = { JUPYTER_PATH: "/extra:/usr/share/jupyter", VIRTUAL_ENV: "/v" };
  expect(kernelDirs(host(env), noPython)).toEqual([
    "/extra/kernels",
    "/usr/share/jupyter/kernels",
    "/home/a/.local/share/jupyter/kernels",
    "/v/share/jupyter/kernels",
    "/usr/local/share/jupyter/kernels",
  ]);
});

it("turns flags into one folder", () => {
  const env = host({ VIRTUAL_ENV: "/v" });
  const user = "/home/a/.local/share/jupyter/kernels/preplab";
  expect(kernelspecFolder({}, env)).toBe(user);
  expect(kernelspecFolder({ user: true }, env)).toBe(user);
  expect(kernelspecFolder({ "sys-prefix": true }, env)).toBe("/v/share/jupyter/kernels/preplab");
  expect(kernelspecFolder({ prefix: "/p", name: "ts" }, env)).toBe("/p/share/jupyter/kernels/ts");
  expect(() => kernelspecFolder({ user: true, prefix: "/p" }, env)).toThrow(
    "--user and --prefix exclude each other",
  );
});
