import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE_URL = new URL("../../../", import.meta.url).href;
const NODE_MODULES = "/node_modules/";

/** Frames of the kernel's own process plumbing, and of Node's: never the reason of an error. */
export function isPlumbing(source: string): boolean {
  return (
    source.startsWith("node:internal") ||
    source === "node:inspector" ||
    source.startsWith(new URL("..", import.meta.url).href)
  );
}

/** Whether a script belongs to a package, or to preplab. */
export function isLibrary(url: string): boolean {
  return url.includes(NODE_MODULES) || url.startsWith(PACKAGE_URL);
}

/**
 * How a script is named in a stack: `preplab` for the library, `package/file.js` for a package, a path
 * relative to the notebook's folder for a file in it. No name depends on where things are installed.
 */
export function sourceName(source: string, folder: string): string {
  if (source.startsWith("node:")) return source;
  const url = isAbsolute(source) ? `file://${source}` : source;
  const inPackage = url.lastIndexOf(NODE_MODULES);
  if (inPackage >= 0) return url.slice(inPackage + NODE_MODULES.length);
  if (url.startsWith(PACKAGE_URL)) return "preplab";
  if (!url.startsWith("file://")) return source;
  const path = fileURLToPath(url);
  const inFolder = relative(realPath(folder), path);
  return inFolder.startsWith(`..${sep}`) || isAbsolute(inFolder) ? path : inFolder;
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
