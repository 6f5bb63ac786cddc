import Module from "node:module";
import type { SourceHooks } from "./source-hooks.js";

interface CommonJsModule {
  readonly filename?: string;
  readonly children: readonly CommonJsModule[];
  _compile(code: string, file: string): void;
}

/** Node's own CommonJS loader, as much of it as is public by custom. */
interface CommonJsLoader {
  _resolveFilename(request: string, parent: CommonJsModule | null, ...more: unknown[]): string;
  readonly _extensions: Record<string, (module: CommonJsModule, file: string) => void>;
  readonly _cache: Record<string, CommonJsModule | undefined>;
}

const COMPILED = [".ts", ".tsx", ".mts", ".cts", ".jsx"];
const loader = Module as unknown as CommonJsLoader; // untyped, but every loader hook builds on it

/**
 * Lets `require` find and compile the files of the notebook's owner. The function it gives back looks
 * for edits, and drops the files that are to be loaded anew.
 */
export function requireSources(hooks: SourceHooks): () => void {
  const before = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...more) {
    const importer = parent?.filename;
    if (importer === undefined || !hooks.isSource(importer)) {
      return before.call(this, request, parent, ...more);
    }
    const found = hooks.locate(request, importer);
    if (typeof found === "string") return found;
    return before.call(this, found?.specifier ?? request, parent, ...more);
  };
  for (const extension of COMPILED) {
    loader._extensions[extension] = (module, file) => module._compile(hooks.compile(file), file);
  }
  const follow = (file: string, { children }: CommonJsModule) => {
    hooks.follow(file);
    for (const { filename } of children) {
      if (filename !== undefined && hooks.isSource(filename)) hooks.follow(filename, file);
    }
  };
  return () => {
    for (const [file, module] of Object.entries(loader._cache)) {
      if (module !== undefined && hooks.isSource(file)) follow(file, module);
    }
    for (const file of hooks.refresh()) delete loader._cache[file];
  };
}
