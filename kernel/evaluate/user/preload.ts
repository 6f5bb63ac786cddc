import { createRequire } from "node:module";
import { PRELOADED } from "../../cell/preloaded.js";

type Library = typeof import("../../../src/index.js");
type KernelNames = typeof import("./globals.js");
type AttendLibrary = typeof import("./attend-library.js");

const require = createRequire(import.meta.url);
let library: Library | undefined;
let readiness: Promise<void> | undefined;

function requireLibrary(): Library {
  if (library === undefined) {
    library = require("../../../src/index.js") as Library;
    const { attendLibrary } = require("./attend-library.js") as AttendLibrary;
    attendLibrary(library.tf);
  }
  return library;
}

/**
 * The names that the kernel itself preloads. Never by `import()`: while that is under way, a cell that
 * needs them at once could not have them.
 */
export function requireKernelNames(): KernelNames {
  return require("./globals.js") as KernelNames;
}

/** Loads the library and its backend once; cells that mention a preloaded name wait for it. */
export async function loadLibrary(): Promise<Library> {
  const loaded = requireLibrary();
  readiness ??= loaded.ready();
  await readiness;
  return loaded;
}

/**
 * Puts the preloaded names on the global object. They are accessors, so that starting costs nothing,
 * and configurable, so that a cell may declare a variable of the same name.
 */
export function installPreloadedNames(): void {
  for (const { name, module } of PRELOADED) {
    const read =
      module === "kernel"
        ? () => requireKernelNames()[name as keyof KernelNames]
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
