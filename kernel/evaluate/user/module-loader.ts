import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, Script } from "node:vm";
import { shareTfjs } from "../../../src/backend/own-tfjs.js";
import { ANCHOR_FILE, LOADER_GLOBAL } from "../loader-global.js";
import { replaceTslab, TSLAB, TSLAB_URL } from "./compat/replace-tslab.js";
import { debugAgent, loadDebugAgent } from "./debug/debug-agent-loader.js";
import { receiveValue } from "./evaluate-script.js";
import { explainMissing } from "./explain-missing.js";
import { loadLibrary } from "./library/preload.js";
import { OWN_MODULES, shareLibrary } from "./library/share-library.js";
import type { Sources } from "./sources/install-sources.js";

type DynamicImport = (specifier: string, options?: ImportCallOptions) => Promise<object>;

type Commands = typeof import("./commands/commands.js");
type LoadNamed = (
  specifier: string,
  options?: ImportCallOptions,
  names?: readonly string[],
) => Promise<object>;

/** packages of which a session must never hold a second copy */
const OWN_TFJS = new Set([
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-node",
  "@tensorflow/tfjs-node-gpu",
]);

export function installModuleLoader(folder: string): void {
  const anchor = join(folder, ANCHOR_FILE);
  const importFromFolder: DynamicImport = new Script("(s, o) => import(s, o)", {
    filename: anchor,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext();
  const importFromKernel: DynamicImport = (specifier) => import(specifier);
  const requireFromFolder = createRequire(anchor);
  const requireFromKernel = createRequire(import.meta.url);
  shareTfjs();
  replaceTslab();
  shareLibrary();
  let sources: Sources | undefined;
  /** loaded late: most notebooks import nothing */
  const refreshSources = (): Sources => {
    if (sources === undefined) {
      type Installer = typeof import("./sources/install-sources.js");
      const installer = requireFromKernel("./sources/install-sources.js") as Installer;
      sources = installer.installSources(folder, anchor);
    }
    sources.refresh();
    return sources;
  };
  const require = Object.assign((name: string) => {
    if (!isBuiltin(name)) refreshSources();
    return requireFromFolder(name) as unknown;
  }, requireFromFolder);

  const load: DynamicImport = async (specifier, options) => {
    const name = String(specifier);
    if (OWN_TFJS.has(name)) {
      const { tf } = await loadLibrary();
      return Object.create(tf, { default: { value: tf, enumerable: true } });
    }
    const own = OWN_MODULES.get(name);
    if (own !== undefined) {
      await loadLibrary();
      return requireFromKernel(fileURLToPath(own)) as object;
    }
    if (name === TSLAB) return importFromKernel(TSLAB_URL);
    if (isBuiltin(name)) return importFromKernel(name);
    const { enableImports, hasTfjs } = refreshSources();
    enableImports();
    try {
      return await importFromFolder(name, options);
    } catch (error) {
      if (!isMissing(error, name)) throw error;
      return await importFromKernel(name).catch(() => {
        throw explainMissing(error, name);
      });
    } finally {
      // what was imported computes with tfjs: its backend must stand before the cell goes on
      if (hasTfjs()) await loadLibrary();
    }
  };

  const loadNamed: LoadNamed = async (specifier, options, names = []) =>
    withNames(await load(specifier, options), names);

  let meta: object | undefined;
  Object.defineProperty(globalThis, LOADER_GLOBAL, {
    value: Object.freeze({
      import: loadNamed,
      receive: receiveValue,
      get meta() {
        type Meta = typeof import("./import-meta.js");
        const { importMeta } = requireFromKernel("./import-meta.js") as Meta;
        meta ??= importMeta(folder, anchor, (specifier) => {
          refreshSources();
          return requireFromFolder.resolve(specifier);
        });
        return meta;
      },
      get commands() {
        return requireFromKernel("./commands/commands.js") as Commands;
      },
      debug: debugAgent,
      loadDebug: loadDebugAgent,
      get Deno() {
        return requireFromKernel("./compat/deno.js");
      },
    }),
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

/** Names that Node.js does not see in a CommonJS module are members of what it exports. */
function withNames(module: object, names: readonly string[]): object {
  const unseen = names.filter((name) => !(name in module));
  if (unseen.length === 0 || !("default" in module)) return module;
  const exported = Object(module.default) as Record<string, unknown>;
  const found = unseen.filter((name) => name in exported).map((name) => [name, exported[name]]);
  return { ...module, ...Object.fromEntries(found) };
}

function isMissing(error: unknown, specifier: string): boolean {
  const isBare = !/^[./]|^[a-z]+:/.test(specifier);
  return (
    isBare && error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND"
  );
}
