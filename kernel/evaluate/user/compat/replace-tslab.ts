import Module from "node:module";
import { fileURLToPath } from "node:url";

/** Node's own CommonJS loader, as much of it as is public by custom. */
interface CommonJsLoader {
  _resolveFilename(request: string, ...more: unknown[]): string;
}

export const TSLAB = "tslab";
export const TSLAB_URL: string = new URL("./tslab.js", import.meta.url).href;

/**
 * `require("tslab")` gives every CommonJS module the stand-in, also where tslab is installed: the
 * real one only speaks to a front end from inside its own kernel.
 */
export function replaceTslab(): void {
  const loader = Module as unknown as CommonJsLoader; // untyped, but every loader hook builds on it
  const before = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, ...more) {
    return request === TSLAB ? fileURLToPath(TSLAB_URL) : before.call(this, request, ...more);
  };
}
