import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";

/** How far a download has come, in bytes. */
export interface DownloadProgress {
  readonly received: number;
  /** Undefined when the server does not say. */
  readonly total: number | undefined;
}

/** Options of `download`. */
export interface DownloadOptions {
  readonly url: string;
  /** The file that is there afterwards. */
  readonly path: string;
  /** MD5 of the whole file, in hexadecimal digits. */
  readonly md5: string;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MOST_BREAKS_WITHOUT_PROGRESS = 3;

/**
 * Downloads a file. It stands under another name until it is whole and its checksum right, so that `path` is
 * never half a file. What came stays when the download breaks off, and the next call goes on from there.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { path, md5, signal } = options;
  const part = `${path}.part`;
  const resumed = (await sizeOf(part)) > 0;
  await complete(options, part);
  let sum = await md5Of(part);
  if (sum !== md5 && resumed) {
    // the first half may be of another file
    await rm(part);
    await complete(options, part);
    sum = await md5Of(part);
  }
  if (sum !== md5) {
    await rm(part);
    throw new Error(
      `the checksum of ${options.url} is wrong. Expected ${md5}. Received: ${sum}. Nothing was kept.`,
    );
  }
  signal?.throwIfAborted();
  await rename(part, path);
}

/** Receives until nothing is missing, over as many connections as it takes. */
async function complete(options: DownloadOptions, part: string): Promise<void> {
  for (let breaks = 0; ; ) {
    const before = await sizeOf(part);
    try {
      const total = await receive(options, part, before);
      const size = await sizeOf(part);
      if (total === undefined || size >= total) return;
      throw new BrokenOff(`${options.url} broke off after ${size} of ${total} bytes`);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof BrokenOff)) throw error;
      breaks = (await sizeOf(part)) > before ? 1 : breaks + 1;
      if (breaks >= MOST_BREAKS_WITHOUT_PROGRESS) throw error;
    }
  }
}

class BrokenOff extends Error {}

/** Appends one response to what is there; resolves to the size of the whole file if the server tells it. */
async function receive(
  { url, onProgress, signal }: DownloadOptions,
  part: string,
  from: number,
): Promise<number | undefined> {
  const response = await request(url, from, signal);
  if (response.status === 416) {
    await response.body?.cancel();
    const total = totalIn(response);
    // there is nothing after the last byte; any other size is not of this file
    if (total !== from) await rm(part);
    return total;
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`${url} answered ${response.status} ${response.statusText}`.trimEnd());
  }
  const isRest = response.status === 206;
  const start = isRest ? from : 0;
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const total = totalIn(response) ?? (Number.isNaN(length) ? undefined : start + length);
  await mkdir(dirname(part), { recursive: true });
  const file = await open(part, isRest ? "a" : "w");
  let size = start;
  try {
    for await (const chunk of chunksOf(response.body, url)) {
      await file.writeFile(chunk).catch((error: unknown) => {
        throw writeError(part, error);
      });
      size += chunk.length;
      onProgress?.({ received: size, total });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return total;
}

async function request(
  url: string,
  from: number,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await fetch(url, {
      // packed once more, bytes would not be those of the file
      headers: { "accept-encoding": "identity", ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
      signal: signal ?? null,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(`${url} could not be reached: ${reasonOf(error)}`, { cause: error });
  }
}

function totalIn(response: Response): number | undefined {
  const [, total] = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
  return total === undefined ? undefined : Number(total);
}

async function* chunksOf(body: AsyncIterable<Uint8Array>, url: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new BrokenOff(`${url} broke off: ${reasonOf(error)}`, { cause: error });
  }
}

function writeError(path: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException; // what node:fs throws
  return new Error(
    code === "ENOSPC" || code === "EDQUOT"
      ? `no space is left for ${path}`
      : `could not write ${path}: ${message}`,
    { cause: error },
  );
}

// fetch says only "terminated" or "fetch failed" and keeps the reason as the cause
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== ""
    ? error.cause.message
    : error.message;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
