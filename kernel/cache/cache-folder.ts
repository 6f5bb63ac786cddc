import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the kernel keeps what it can make anew but need not make in every session: the folder of
 * `PREPLAB_CACHE`, or one in the user's cache folder. `PREPLAB_CACHE=off` keeps nothing.
 */
export function cacheFolder({ env, platform }: CacheHost = process): string | undefined {
  if (env.PREPLAB_CACHE === "off") return undefined;
  return env.PREPLAB_CACHE || join(userFolder(env, platform), "preplab");
}

export interface CacheHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

function userFolder(env: CacheHost["env"], platform: NodeJS.Platform): string {
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  if (platform === "win32") return env.LOCALAPPDATA || join(homedir(), "AppData", "Local");
  return env.XDG_CACHE_HOME || join(homedir(), ".cache");
}
