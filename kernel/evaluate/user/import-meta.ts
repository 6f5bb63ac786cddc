import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type PathConditions, resolveExports } from "resolve-pkg-maps";

const CONDITIONS = ["node", "import", "module-sync", "default"];
const PACKAGE = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/;

/** `import.meta` of a cell; `requireResolve` finds what `require` would load from the folder. */
export function importMeta(
  folder: string,
  filename: string,
  requireResolve: (specifier: string) => string,
): Readonly<Record<string, unknown>> {
  const { href } = pathToFileURL(filename);
  const resolve = (specifier: string): string => {
    if (isBuiltin(specifier))
      return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
    if (/^\w[\w+.-]+:/.test(specifier)) return new URL(specifier).href;
    if (!specifier.startsWith(".") && !isAbsolute(specifier)) {
      const file = exportedFile(specifier, folder);
      if (file !== undefined) return pathToFileURL(file).href;
    }
    return pathToFileURL(requireResolve(specifier)).href;
  };
  return Object.freeze({ url: href, dirname: folder, filename, resolve });
}

/** what a package exports to an `import`; undefined for a package that says nothing of it */
function exportedFile(specifier: string, folder: string): string | undefined {
  const [, name = "", subpath = ""] = PACKAGE.exec(specifier) ?? [];
  for (let at = folder; ; at = dirname(at)) {
    const root = join(at, "node_modules", name);
    const exports = exportsOf(join(root, "package.json"));
    if (exports !== undefined) {
      const [target] = resolveExports(exports, subpath, CONDITIONS);
      return target === undefined ? undefined : join(root, target);
    }
    if (at === dirname(at)) return undefined;
  }
}

function exportsOf(file: string): PathConditions | undefined {
  try {
    const { exports } = JSON.parse(readFileSync(file, "utf8")) as { exports?: PathConditions };
    return exports;
  } catch {
    return undefined;
  }
}
