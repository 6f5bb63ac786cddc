import { join, resolve } from "node:path";
import { type Host, prefixDataDir, systemPrefix, userDataDir } from "./jupyter-paths.js";
import { checkName, DEFAULT_NAME } from "./kernelspec.js";
import { UsageError } from "./usage-error.js";

export interface LocationFlags {
  readonly user?: boolean | undefined;
  readonly "sys-prefix"?: boolean | undefined;
  readonly prefix?: string | undefined;
  readonly name?: string | undefined;
}

/** The folder of the kernelspec that the flags mean; `--user` is the default. */
export function kernelspecFolder(flags: LocationFlags, host: Host): string {
  const places = ["user", "sys-prefix", "prefix"] as const;
  const chosen = places.filter((flag) => flags[flag]);
  if (chosen.length > 1) {
    const names = chosen.map((flag) => `--${flag}`).join(" and ");
    throw new UsageError(`${names} exclude each other`);
  }
  return join(dataDir(flags, host), "kernels", checkName(flags.name ?? DEFAULT_NAME));
}

function dataDir(flags: LocationFlags, host: Host): string {
  if (flags.prefix) return prefixDataDir(resolve(flags.prefix));
  return flags["sys-prefix"] ? prefixDataDir(systemPrefix(host)) : userDataDir(host);
}
