import type { io } from "@tensorflow/tfjs";
import { readModelFolder } from "./read-model-folder.js";
import { writeModelFolder } from "./write-model-folder.js";

const SCHEME = "file://";

type Io = typeof io;

const patched = new WeakSet<object>();

/** Saves to and loads from a folder on disk. */
export function fileHandler(tfIo: Io, path: string): Required<io.IOHandler> {
  return {
    load: () => readModelFolder(path),
    save: async (artifacts) => {
      await writeModelFolder(path, artifacts);
      return { modelArtifactsInfo: tfIo.getModelArtifactsInfoForJSON(artifacts) };
    },
  };
}

/** The path in a `file://` address, taken literally as tfjs-node takes it; undefined for others. */
export function filePath(address: string | readonly string[]): string | undefined {
  return typeof address === "string" && address.startsWith(SCHEME)
    ? address.slice(SCHEME.length)
    : undefined;
}

/**
 * Makes `file://` addresses work in `save` and `load` on every backend. tfjs-node's own handler, which is not
 * atomic, steps back whenever it comes; one that somebody else registered keeps its right.
 */
export function handleFileAddresses(tfIo: Io): void {
  if (patched.has(tfIo)) return;
  patched.add(tfIo);
  // tfjs asks these at each save and load, and rejects two handlers for one address
  const { getSaveHandlers, getLoadHandlers } = tfIo;
  const ownOr = (address: string | string[], others: io.IOHandler[]): io.IOHandler[] => {
    const path = filePath(address);
    return path !== undefined && others.every(isTfjsNodes) ? [fileHandler(tfIo, path)] : others;
  };
  Object.assign(tfIo, {
    getSaveHandlers: (address: string | string[]) => ownOr(address, getSaveHandlers(address)),
    getLoadHandlers: (address: string | string[], options?: io.LoadOptions) =>
      ownOr(address, getLoadHandlers(address, options)),
  });
}

function isTfjsNodes(handler: io.IOHandler): boolean {
  const { URL_SCHEME } = handler.constructor as { readonly URL_SCHEME?: unknown }; // a static of its class
  return URL_SCHEME === SCHEME;
}
