import { createRequire, isBuiltin, register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { ownTfjsFiles, shareTfjs } from "../../../src/backend/own-tfjs.js";
import { LOADER_GLOBAL } from "../loader-global.js";
import { receiveValue } from "./evaluate-script.js";
import { loadLibrary } from "./preload.js";

type DynamicImport = (specifier: string, options?: ImportCallOptions) => Promise<object>;

/** packages of which a session must never hold a second copy */
const OWN_TFJS = new Set([
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-node",
  "@tensorflow/tfjs-node-gpu",
]);

export function installModuleLoader(folder: string): void {
  const anchor = join(folder, "__preplab__.js");
  const importFromFolder: DynamicImport = new Script("(s, o) => import(s, o)", {
    filename: anchor,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext();
  const importFromKernel: DynamicImport = (specifier) => import(specifier);
  const require = createRequire(anchor);
  shareTfjs();

  const load: DynamicImport = async (specifier, options) => {
    const name = String(specifier);
    if (OWN_TFJS.has(name)) {
      const { tf } = await loadLibrary();
      return Object.create(tf, { default: { value: tf, enumerable: true } });
    }
    if (name === "preplab") return loadLibrary();
    if (isBuiltin(name)) return importFromKernel(name);
    const tfjs = shareTfjsWithImports();
    try {
      return await importFromFolder(name, options);
    } catch (error) {
      if (!isMissing(error, name)) throw error;
      return await importFromKernel(name).catch(() => {
        throw error;
      });
    } finally {
      // what was imported computes with tfjs: its backend must stand before the cell goes on
      if (tfjs in require.cache) await loadLibrary();
    }
  };

  const url = pathToFileURL(anchor).href;
  const meta = {
    url,
    dirname: folder,
    filename: anchor,
    resolve: (specifier: string) => pathToFileURL(require.resolve(specifier)).href,
  };
  Object.defineProperty(globalThis, LOADER_GLOBAL, {
    value: Object.freeze({ import: load, receive: receiveValue, meta: Object.freeze(meta) }),
    enumerable: false,
  });
  for (const [name, value] of Object.entries({
    require,
    __dirname: folder,
    __filename: anchor,
  })) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

let tfjsFile: string | undefined;

/** Does for `import` what `shareTfjs` does for `require`, once a cell imports: it costs a thread. */
function shareTfjsWithImports(): string {
  if (tfjsFile === undefined) {
    const files = ownTfjsFiles();
    tfjsFile = files.get("@tensorflow/tfjs")!; // it is a dependency
    const urls = new Map([...files].map(([name, file]) => [name, pathToFileURL(file).href]));
    register("./tfjs-import-hook.js", import.meta.url, { data: urls });
  }
  return tfjsFile;
}

function isMissing(error: unknown, specifier: string): boolean {
  const isBare = !/^[./]|^[a-z]+:/.test(specifier);
  return (
    isBare && error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND"
  );
}
