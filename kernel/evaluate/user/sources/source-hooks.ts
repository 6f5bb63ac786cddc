import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, extname, isAbsolute, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installedSpecifier, isRegistrySpecifier } from "../../../project/npm-specifier.js";
import { type Project, readProject } from "../../../project/project.js";
import { compileSource, isCommonJs, isCompiled } from "./compile-source.js";
import { findSource } from "./find-source.js";
import { createSourceVersions } from "./source-versions.js";

/** What Node.js gives to a hook that resolves a specifier. */
export interface ResolveContext {
  readonly conditions: readonly string[];
  readonly parentURL?: string | undefined;
  readonly importAttributes?: Readonly<Record<string, string>>;
}

export interface Resolved {
  readonly url: string;
  readonly format?: string | null;
  readonly importAttributes?: Readonly<Record<string, string>>;
  readonly shortCircuit?: boolean;
}

export interface Loaded {
  readonly format: string;
  readonly source: string | null;
  readonly shortCircuit: true;
}

export interface SourceHooksOptions {
  /** the notebook's folder */
  readonly folder: string;
  /** what a cell's imports name as their importer */
  readonly anchor: string;
  /** where the kernel's own files lie: they are no sources */
  readonly own: string;
  /** what names of packages stand for that a session must not hold twice */
  readonly shared: () => ReadonlyMap<string, Resolved>;
  /** told the source map of each file that was compiled, under the name that its stack frames carry */
  readonly onMap: (name: string, map: string) => void;
}

/** A specifier that Node.js is to resolve in place of the one that was written. */
export interface Rewritten {
  readonly specifier: string;
}

export interface SourceHooks {
  /** the file a specifier means to an importer, when it is not for Node.js to say */
  locate(specifier: string, importer: string): string | Rewritten | undefined;
  /** as `locate`, for an `import` */
  resolve(specifier: string, context: ResolveContext): Resolved | Rewritten | undefined;
  /** gives what Node.js resolved its version */
  finish(resolved: Resolved, context: ResolveContext): Resolved;
  load(url: string, format: string | null | undefined): Loaded | undefined;
  /** the file as a CommonJS module */
  compile(file: string): string;
  isSource(file: string): boolean;
  /** notes that one file imports another */
  follow(file: string, importer?: string): void;
  /** looks for edits; returns the files that are to be loaded anew */
  refresh(): ReadonlySet<string>;
}

const MAY_BE_SHARED = /^(?:@tensorflow\/|preplab(?:\/library)?$|tslab$)/;

/** Finds, versions and compiles the files of the notebook's owner, for `import` and `require` alike. */
export function createSourceHooks(options: SourceHooksOptions): SourceHooks {
  const { folder, anchor, own, shared, onMap } = options;
  const versions = createSourceVersions();
  let project: Project | undefined;
  const projectHere = () => {
    project ??= readProject(folder);
    return project;
  };

  const isSource = (file: string) =>
    !file.includes("/node_modules/") && !file.includes("\\node_modules\\") && !file.startsWith(own);

  const fileOf = (url: string | undefined): string | undefined => {
    if (url === undefined || !url.startsWith("file:")) return undefined;
    const file = fileURLToPath(url);
    return isSource(file) ? file : undefined;
  };

  const follow = (file: string, importer?: string) =>
    versions.of(file, importer === anchor ? undefined : importer);

  const locate = (specifier: string, importer: string): string | Rewritten | undefined => {
    if (isRegistrySpecifier(specifier)) {
      const found = installedSpecifier(specifier, dirname(importer));
      if ("problem" in found) throw new Error(found.problem);
      return found;
    }
    if (/^\.{1,2}(\/|$)/.test(specifier) || isAbsolute(specifier)) {
      const file = findSource(resolve(dirname(importer), specifier));
      if (file === undefined && importer !== anchor) versions.failed(importer);
      return file;
    }
    if (isBuiltin(specifier) || specifier.startsWith("#") || /^\w+:/.test(specifier)) return;
    for (const candidate of projectHere().aliases(specifier)) {
      const file = findSource(candidate);
      if (file !== undefined) return file;
    }
    return undefined;
  };

  /** one module for a file, however it is asked for: attributes would make a second one of it */
  const moduleOf = (file: string, search: string, importer: string | undefined): Resolved => {
    const version = follow(file, importer);
    const url = pathToFileURL(file);
    url.search = search;
    if (version > 0) url.searchParams.set("edited", String(version));
    const isJson = extname(file) === ".json";
    return {
      url: url.href,
      shortCircuit: true,
      ...(isJson ? { format: "json", importAttributes: {} } : {}),
    };
  };

  const compile = (file: string): string => {
    const { code, map } = compileSource(file, "commonjs", projectHere());
    onMap(file, map);
    return code;
  };

  return {
    locate,
    compile,
    isSource,
    follow: (file, importer) => void follow(file, importer),
    refresh: versions.refresh,
    resolve: (specifier, { parentURL, conditions }) => {
      if (MAY_BE_SHARED.test(specifier)) {
        const own = shared().get(specifier);
        if (own !== undefined) return own;
      }
      const importer = fileOf(parentURL);
      if (importer === undefined || conditions.includes("require")) return undefined;
      const [path, search] = splitSearch(specifier);
      const found = locate(path, importer);
      return typeof found === "string" ? moduleOf(found, search, importer) : found;
    },
    finish: (resolved, { parentURL, conditions }) => {
      const file = fileOf(resolved.url);
      if (file === undefined || conditions.includes("require")) return resolved;
      return { ...resolved, ...moduleOf(file, new URL(resolved.url).search, fileOf(parentURL)) };
    },
    load: (url, format) => {
      const file = fileOf(url);
      if (file === undefined) return undefined;
      if (format === "json")
        return { format: "module", source: jsonModule(file), shortCircuit: true };
      if (!isCompiled(file)) return undefined;
      if (isCommonJs(file, readFileSync(file, "utf8"))) {
        return { format: "commonjs", source: compile(file), shortCircuit: true };
      }
      const { code, map } = compileSource(file, "es6", projectHere());
      onMap(url, map);
      return { format: "module", source: code, shortCircuit: true };
    },
  };
}

function splitSearch(specifier: string): [path: string, search: string] {
  const at = specifier.startsWith(".") || specifier.startsWith("/") ? specifier.indexOf("?") : -1;
  return at === -1 ? [specifier, ""] : [specifier.slice(0, at), specifier.slice(at)];
}

/** Its members as named exports too, as TypeScript has it. */
function jsonModule(file: string): string {
  const text = readFileSync(file, "utf8");
  const value: unknown = parseJson(file, text);
  const names =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.keys(value).filter((name) => name !== "default" && !/\p{Surrogate}/u.test(name))
      : [];
  const exports = names.map((name, index) => {
    const key = JSON.stringify(name);
    return `const $${index} = $[${key}]; export { $${index} as ${key} };`;
  });
  return `const $ = JSON.parse(${JSON.stringify(text)}); export default $; ${exports.join(" ")}`;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
