import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** Where a file is: a path, or the URL of a file or of something on the web. */
export type FileSource = string | URL;

/** A source as a URL of the web, or as a path. */
export function locate(source: FileSource): { readonly url: string } | { readonly path: string } {
  const text = String(source);
  if (/^https?:/.test(text)) return { url: text };
  return { path: /^file:/.test(text) ? fileURLToPath(text) : text };
}

/** A source's name in errors. */
export function nameOf(source: FileSource | Uint8Array | ArrayBuffer): string {
  return typeof source === "string" || source instanceof URL ? String(source) : "the given bytes";
}

/** The bytes of a source as a stream. Rejects where nothing can be read. */
export async function openStream(owner: string, source: FileSource): Promise<Readable> {
  const at = locate(source);
  if ("path" in at) return createReadStream(at.path);
  const { body } = await fetchFrom(owner, at.url);
  if (body === null) throw new Error(`${owner}: expected a body from ${at.url}. Received: none`);
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]); // the DOM's and Node's type differ
}

/** All bytes of a source. */
export async function readBytes(owner: string, source: FileSource): Promise<Uint8Array> {
  const at = locate(source);
  if ("path" in at) return readFile(at.path);
  return new Uint8Array(await (await fetchFrom(owner, at.url)).arrayBuffer());
}

async function fetchFrom(owner: string, url: string): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  throw new Error(
    `${owner}: ${url} cannot be read. Expected status 200. Received: ${response.status} ${response.statusText}`,
  );
}

/** An error about a file that is not what it should be. */
export function malformed(owner: string, name: string, expected: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof Error && "syscall" in cause) {
    return new Error(`${owner}: ${name} cannot be read. Received: ${reason}`, { cause });
  }
  return new Error(`${owner}: ${name} is no ${expected}. Received: ${reason}`, { cause });
}
