import { createRequire } from "node:module";
import { join } from "node:path";
import { cacheFolder } from "../../../cache/cache-folder.js";
import { createCodeCache } from "../../../cache/code-cache.js";
import { PRELOADED } from "../../../cell/preloaded.js";
import { whenIdle } from "../when-idle.js";

type Library = typeof import("../../../../src/index.js");
type KernelNames = typeof import("../globals.js");
type AttendLibrary = typeof import("./attend-library.js");

const require = createRequire(import.meta.url);
/** long enough for the cell that needed the library to be through */
const STORE_AFTER_MS = 1000;

/** taken at start: a cell may change the environment */
const folder = cacheFolder();
const codeCache = folder === undefined ? undefined : createCodeCache(join(folder, "code"));
const cached = codeCache?.use ?? (<Value>(load: () => Value) => load());
let library: Library | undefined;
let readiness: Promise<void> | undefined;

function requireLibrary(): Library {
  if (library === undefined) {
    library = cached(() => require("../../../../src/index.js") as Library);
    whenIdle(STORE_AFTER_MS, () => codeCache?.store());
    const { attendLibrary } = require("./attend-library.js") as AttendLibrary;
    attendLibrary(library.tf);
  }
  return library;
}

/** Loads the library and its backend once; cells that mention a preloaded name wait for it. */
export async function loadLibrary(): Promise<Library> {
  const loaded = requireLibrary();
  readiness ??= cached(loaded.ready);
  await readiness;
  return loaded;
}

/** At once, and never by `import()`: while that is under way, a cell that needs the names would fail. */
export function loadKernelNames(): KernelNames {
  return require("../globals.js") as KernelNames;
}

/**
 * Puts the preloaded names on the global object. They are accessors, so that starting costs nothing,
 * and configurable, so that a cell may declare a variable of the same name.
 */
export function installPreloadedNames(): void {
  for (const { name, module } of PRELOADED) {
    const read =
      module === "kernel"
        ? () => loadKernelNames()[name as keyof KernelNames]
        : () => requireLibrary()[name as keyof Library];
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get: read,
      set: (value: unknown) =>
        Object.defineProperty(globalThis, name, {
          value,
          writable: true,
          configurable: true,
          enumerable: true,
        }),
    });
  }
}
