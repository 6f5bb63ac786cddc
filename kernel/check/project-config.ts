import { dirname } from "node:path";
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

/** Text of the virtual tsconfig.json over the notebook's folder; `files` are its root documents. */
export function projectConfig(folder: string, files: readonly string[]): string {
  const paths: Record<string, string[]> = {
    preplab: [LIBRARY_MODULE],
    tslab: [compatModule("tslab")],
  };
  const tfjs = ownPackage("@tensorflow/tfjs");
  if (tfjs !== undefined) for (const name of SHARED_TFJS) paths[name] = [tfjs];
  for (const name of LENT_PACKAGES) {
    const own = ownPackage(name);
    if (own !== undefined && !isInstalledFor(folder, name)) paths[name] = [own];
  }
  const nodeTypes = ownPackage("@types/node");
  return JSON.stringify({
    compilerOptions: {
      target: "esnext",
      lib: ["esnext"],
      module: "preserve",
      moduleResolution: "bundler",
      moduleDetection: "force",
      strict: true,
      allowJs: true,
      jsx: "preserve",
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      noEmit: true,
      types: nodeTypes === undefined ? [] : ["node"],
      typeRoots: nodeTypes === undefined ? [] : [dirname(nodeTypes)],
      paths,
    },
    // never the folder's own files: it may hold data by the gigabyte
    files,
  });
}
