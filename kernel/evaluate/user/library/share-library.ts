import Module from "node:module";
import { fileURLToPath } from "node:url";

/** Node's own CommonJS loader, as much of it as is public by custom. */
interface CommonJsLoader {
  _resolveFilename(request: string, ...more: unknown[]): string;
}

/** Modules of this package by the names under which user code asks for them. */
export const OWN_MODULES: ReadonlyMap<string, string> = new Map([
  ["preplab", new URL("./own-package.js", import.meta.url).href],
  ["preplab/library", new URL("../../../../src/index.js", import.meta.url).href],
]);

/** Gives every CommonJS module the preloaded library, also where another copy is installed. */
export function shareLibrary(): void {
  const loader = Module as unknown as CommonJsLoader; // untyped, but every loader hook builds on it
  const before = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, ...more) {
    const own = OWN_MODULES.get(request);
    return own === undefined ? before.call(this, request, ...more) : fileURLToPath(own);
  };
}
