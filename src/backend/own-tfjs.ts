import Module, { createRequire } from "node:module";

/** Node's own CommonJS loader, as much of it as is public by custom. */
interface CommonJsLoader {
  _resolveFilename(request: string, ...more: unknown[]): string;
}

const TFJS = "@tensorflow/tfjs";

/** All names under which code asks for tfjs itself, though it may have a copy of its own. */
const NAMES = [TFJS, `${TFJS}-node`, `${TFJS}-node-gpu`];

/** Parts of tfjs, which must come from the same copy. */
const PARTS = [`${TFJS}-core`, `${TFJS}-layers`, `${TFJS}-data`, `${TFJS}-converter`];

const loader = Module as unknown as CommonJsLoader; // untyped, but every loader hook builds on it

/** From the names of tfjs and of its parts to the files of the one copy that preplab works on. */
export function ownTfjsFiles(): ReadonlyMap<string, string> {
  const require = createRequire(import.meta.url);
  const tfjs = require.resolve(TFJS);
  const fromTfjs = createRequire(tfjs);
  return new Map([
    ...NAMES.map((name) => [name, tfjs] as const),
    ...PARTS.map((name) => [name, fromTfjs.resolve(name)] as const),
  ]);
}

/**
 * Makes `require("@tensorflow/tfjs")`, `-node`, `-node-gpu` and tfjs's parts give preplab's own copy to
 * every CommonJS module, so that no tensor belongs to a second one. Gives back a function that undoes it.
 */
export function shareTfjs(): () => void {
  const before = loader._resolveFilename;
  let files: ReadonlyMap<string, string> | undefined;
  const resolve: CommonJsLoader["_resolveFilename"] = function (this: unknown, request, ...more) {
    if (request.startsWith(TFJS) && files === undefined) {
      // which may be another hook that was put on top
      const current = loader._resolveFilename;
      loader._resolveFilename = before; // or it would ask itself
      try {
        files = ownTfjsFiles();
      } finally {
        loader._resolveFilename = current;
      }
    }
    return files?.get(request) ?? before.call(this, request, ...more);
  };
  loader._resolveFilename = resolve;
  return () => {
    if (loader._resolveFilename === resolve) loader._resolveFilename = before;
  };
}
