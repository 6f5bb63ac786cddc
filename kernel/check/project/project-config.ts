import { dirname, join, resolve } from "node:path";
import type { Project } from "../../project/project.js";
import { compatModule, isInstalledFor, LIBRARY_MODULE, ownPackage } from "./kernel-modules.js";

/** These names always mean the kernel's own copy: a session must not hold a second tfjs. */
const SHARED_TFJS = ["@tensorflow/tfjs", "@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"];

/** Packages that a notebook may import although only the kernel has them. */
const LENT_PACKAGES = [
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "@tensorflow/tfjs-data",
  "@tensorflow/tfjs-converter",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "danfojs-node",
];

/** Options of the nearest tsconfig.json that say how code is meant, and not how a project is built. */
const HONOURED = [
  "allowUnreachableCode",
  "allowUnusedLabels",
  "alwaysStrict",
  "customConditions",
  "emitDecoratorMetadata",
  "exactOptionalPropertyTypes",
  "experimentalDecorators",
  "lib",
  "noFallthroughCasesInSwitch",
  "noImplicitAny",
  "noImplicitOverride",
  "noImplicitReturns",
  "noImplicitThis",
  "noPropertyAccessFromIndexSignature",
  "noUncheckedIndexedAccess",
  "noUncheckedSideEffectImports",
  "strict",
  "strictBindCallApply",
  "strictBuiltinIteratorReturn",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "useDefineForClassFields",
  "useUnknownInCatchVariables",
];

/**
 * Text of the virtual tsconfig.json over the notebook's folder; `files` are its root documents, and
 * `project` is the tsconfig.json that it stands in for.
 */
export function projectConfig(folder: string, files: readonly string[], project: Project): string {
  const paths: Record<string, readonly string[]> = {
    ...project.paths,
    preplab: [LIBRARY_MODULE],
    tslab: [compatModule("tslab")],
  };
  const tfjs = ownPackage("@tensorflow/tfjs");
  if (tfjs !== undefined) for (const name of SHARED_TFJS) paths[name] = [tfjs];
  for (const name of LENT_PACKAGES) {
    const own = ownPackage(name);
    if (own !== undefined && !isInstalledFor(folder, name)) paths[name] = [own];
  }
  const honoured = HONOURED.filter((name) => name in project.options);
  return JSON.stringify({
    compilerOptions: {
      target: "esnext",
      lib: ["esnext"],
      module: "preserve",
      moduleResolution: "bundler",
      moduleDetection: "force",
      strict: true,
      allowJs: true,
      // documents with JSX say themselves what it becomes: an option would load React for all of them
      jsx: "preserve",
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      noEmit: true,
      ...Object.fromEntries(honoured.map((name) => [name, project.options[name]])),
      ...typeOptions(folder, project),
      paths,
    },
    // never the folder's own files: it may hold data by the gigabyte
    files,
  });
}

/** The types of Node.js, and those that the project asks for. */
function typeOptions(folder: string, { file, options }: Project) {
  const nodeTypes = ownPackage("@types/node");
  const base = file === undefined ? folder : dirname(file);
  const wanted = Array.isArray(options.types) ? (options.types as string[]) : [];
  const roots = Array.isArray(options.typeRoots)
    ? (options.typeRoots as string[]).map((root) => resolve(base, root))
    : wanted.length === 0
      ? []
      : foldersAbove(base).map((above) => join(above, "node_modules", "@types"));
  const others = wanted.filter((name) => name !== "node");
  return {
    types: nodeTypes === undefined ? others : ["node", ...others],
    typeRoots: nodeTypes === undefined ? roots : [...roots, dirname(nodeTypes)],
  };
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
