import { fileURLToPath } from "node:url";
import type { io } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { fileHandler, filePath } from "./file-handler.js";

/** Where a model is kept: a path, an address as `file://...` or `https://...`, or a handler of tfjs. */
export type ModelAddress = string | URL | io.IOHandler;

// one letter before a colon is a drive
const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;

/** What tfjs takes for an address: a handler for files, other addresses and handlers as they are. */
export function storageOf(owner: string, address: ModelAddress): string | io.IOHandler {
  if (address instanceof URL) {
    return address.protocol === "file:" ? fileHandler(tf.io, fileURLToPath(address)) : address.href;
  }
  if (typeof address === "string" && address !== "") {
    const path = filePath(address) ?? (SCHEME.test(address) ? undefined : address);
    return path === undefined ? address : fileHandler(tf.io, path);
  }
  if (typeof address === "object" && address !== null) return address;
  throw new Error(
    `${owner}: expected a path, an address or a handler of TensorFlow.js. Received: ${received(address)}`,
  );
}
