import { expect, test } from "vitest";
import { cacheFolder } from "../../../kernel/cache/cache-folder.js";

test.each([
  ["the folder named", { PREPLAB_CACHE: "/named", XDG_CACHE_HOME: "/cache" }, "linux", "/named"],
  ["the user's cache folder", { XDG_CACHE_HOME: "/cache" }, "linux", "/cache/preplab"],
  ["Windows' local folder", { LOCALAPPDATA: "/local" }, "win32", "/local/preplab"],
  ["none when switched off", { PREPLAB_CACHE: "off" }, "linux", undefined],
] as const)("it is %s", (_name, env, platform, folder) => {
  expect(cacheFolder({ env, platform })).toBe(folder);
});

test("it lies in the home of a user who set nothing", () => {
  expect(cacheFolder({ env: {}, platform: "darwin" })).toMatch(/Library.Caches.preplab$/);
});
