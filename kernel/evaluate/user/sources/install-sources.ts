import Module, { createRequire, register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { ownTfjsFiles } from "../../../../src/backend/own-tfjs.js";
import { TSLAB, TSLAB_URL } from "../compat/replace-tslab.js";
import { addSourceMaps } from "../error-report.js";
import { OWN_MODULES } from "../library/share-library.js";
import { requireSources } from "./require-sources.js";
import {
  createSourceHooks,
  type Loaded,
  type ResolveContext,
  type Resolved,
  type SourceHooksOptions,
} from "./source-hooks.js";

interface LoadContext {
  readonly format?: string | null;
  readonly conditions?: readonly string[];
}

/** Hooks in the same thread, which the types of Node 20 do not know. */
type RegisterHooks = (hooks: {
  resolve(
    specifier: string,
    context: ResolveContext,
    next: (specifier: string, context: ResolveContext) => Resolved,
  ): Resolved;
  load(
    url: string,
    context: LoadContext,
    next: (url: string, context: LoadContext) => Loaded,
  ): Loaded;
}) => void;

const { registerHooks } = Module as unknown as { registerHooks?: RegisterHooks };

export interface Sources {
  /** looks for edits of files that were loaded, before a cell loads one again */
  refresh(): void;
  /** lets `import` do what `require` can do already */
  enableImports(): void;
  /** whether any module loaded tfjs */
  hasTfjs(): boolean;
}

/** What the loader thread is started with; functions cannot cross. */
export interface ThreadOptions extends Omit<SourceHooksOptions, "shared" | "onMap"> {
  readonly shared: ReadonlyMap<string, Resolved>;
}

const loadedModules = createRequire(import.meta.url).cache;

/**
 * Lets `require` and `import` find the files of the notebook's owner as TypeScript does, compiles them,
 * and loads them anew once they were edited. Every module gets the kernel's own tfjs and library.
 */
export function installSources(folder: string, anchor: string): Sources {
  const own = fileURLToPath(new URL("../../../../", import.meta.url));
  const options = { folder, anchor, own };
  const maps = new Map<string, string>();
  let sharedModules: ReadonlyMap<string, Resolved> | undefined;
  const shared = () => {
    if (sharedModules === undefined) {
      // newer versions of Node ask the hooks for what is looked up here, too
      sharedModules = new Map();
      sharedModules = findSharedModules();
    }
    return sharedModules;
  };
  const hooks = createSourceHooks({
    ...options,
    shared,
    onMap: (name, map) => maps.set(name, map),
  });
  addSourceMaps((name) => maps.get(name));
  const refresh = requireSources(hooks);
  registerHooks?.({
    resolve: (specifier, context, next) => {
      const found = hooks.resolve(specifier, context);
      if (found !== undefined && "url" in found) return found;
      return hooks.finish(next(found?.specifier ?? specifier, context), context);
    },
    load: (url, context, next) =>
      // CommonJS modules are compiled where they are required
      (context.conditions?.includes("require") ? undefined : hooks.load(url, context.format)) ??
      next(url, context),
  });
  let hasImports = registerHooks !== undefined;
  let tfjs: string | undefined;
  return {
    refresh,
    enableImports: () => {
      if (hasImports) return;
      hasImports = true;
      addSourceMaps(registerInThread({ ...options, shared: shared() }));
    },
    hasTfjs: () => {
      tfjs ??= ownTfjsFiles().get("@tensorflow/tfjs")!; // it is a dependency
      return tfjs in loadedModules;
    },
  };
}

/** Before Node 22.15 hooks of `import` run in a thread of their own, which looks for edits itself. */
function registerInThread(options: ThreadOptions): (name: string) => string | undefined {
  const { port1, port2 } = new MessageChannel();
  const maps = new Map<string, string>();
  register("./source-hooks-thread.js", import.meta.url, {
    data: { options, maps: port2 },
    transferList: [port2],
  });
  port1.unref();
  return (name) => {
    for (let next = receiveMessageOnPort(port1); next; next = receiveMessageOnPort(port1)) {
      const [key, map] = next.message as [string, string];
      maps.set(key, map);
    }
    return maps.get(name);
  };
}

function findSharedModules(): ReadonlyMap<string, Resolved> {
  const shared = new Map<string, Resolved>();
  for (const [name, url] of [...OWN_MODULES, [TSLAB, TSLAB_URL] as const]) {
    shared.set(name, { url, format: "module", shortCircuit: true });
  }
  for (const [name, file] of ownTfjsFiles()) {
    shared.set(name, { url: pathToFileURL(file).href, format: "commonjs", shortCircuit: true });
  }
  return shared;
}
