import { randomUUID } from "node:crypto";
import { appendFile, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

export interface PastLine {
  readonly session: number;
  readonly line: number;
  readonly input: string;
}

/** Inputs of this and earlier sessions. Kernels may share a file; none of them waits for another. */
export interface HistoryFile {
  append(line: number, input: string): void;
  /** the number of this session, and the lines of all others in order */
  read(): Promise<{ readonly session: number; readonly past: readonly PastLine[] }>;
  /** resolves when everything appended so far is in the file */
  flush(): Promise<void>;
}

/** A line of the file: a session that began, or an input. */
interface Entry {
  readonly session: number;
  readonly id?: string;
  readonly line?: number;
  readonly input?: string;
}

export interface HistoryFileOptions {
  /** told once, when the file cannot be used; the history goes on in memory */
  readonly onFailure: (reason: string) => void;
  /** bytes from which on the file becomes the old one and a new one is begun; 2 MB by default */
  readonly limit?: number;
}

const LIMIT = 2_000_000;
const LONGEST_INPUT = 100_000;
const STALE_LOCK_MS = 10_000;

/**
 * Keeps inputs as JSON lines that are only ever appended, so that a crash costs at most the last one.
 * Nothing is read or written before the first use.
 */
export function openHistoryFile(
  path: string,
  { onFailure, limit = LIMIT }: HistoryFileOptions,
): HistoryFile {
  const older = `${path}.1`;
  let claimed: Promise<number> | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let hasFailed = false;

  const readEntries = async () => {
    const texts = await Promise.all(
      [older, path].map((file) => readFile(file, "utf8").catch(() => "")),
    );
    return texts.join("\n").split("\n").flatMap(parseEntry);
  };
  const write = async (entry: object) => {
    if ((await sizeOf(path)) >= limit) await rotate(path, older, limit);
    await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  };

  /** Two kernels that start at once may ask for the same number: it is whose line comes first. */
  const claim = async () => {
    await mkdir(dirname(path), { recursive: true });
    const id = randomUUID();
    // ends a line that a crash cut off
    await appendFile(path, "\n", { mode: 0o600 });
    for (;;) {
      const session =
        (await readEntries()).reduce((most, entry) => Math.max(most, entry.session), 0) + 1;
      await write({ session, id, started: new Date().toISOString() });
      const owner = (await readEntries()).find((entry) => entry.session === session && entry.id);
      if (owner?.id === id) return session;
    }
  };
  const session = () => {
    claimed ??= claim();
    return claimed;
  };
  const fail = (error: unknown) => {
    if (!hasFailed) onFailure(error instanceof Error ? error.message : String(error));
    hasFailed = true;
  };

  return {
    append: (line, input) => {
      if (hasFailed || input.length > LONGEST_INPUT) return;
      tail = tail.then(async () => write({ session: await session(), line, input })).catch(fail);
    },
    read: async () => {
      try {
        if (hasFailed) return { session: 1, past: [] };
        const own = await session();
        return {
          session: own,
          past: (await readEntries())
            .filter(isInput)
            .filter((entry) => entry.session !== own)
            .sort(inOrder),
        };
      } catch (error) {
        fail(error);
        return { session: 1, past: [] };
      }
    },
    flush: async () => void (await tail),
  };
}

function parseEntry(text: string): Entry[] {
  if (text === "") return [];
  try {
    const entry = JSON.parse(text) as Entry; // whatever it is, checked here
    return Number.isInteger(entry?.session) ? [entry] : [];
  } catch {
    return [];
  }
}

function isInput(entry: Entry): entry is PastLine {
  return Number.isInteger(entry.line) && typeof entry.input === "string";
}

function inOrder(a: PastLine, b: PastLine): number {
  return a.session - b.session || a.line - b.line;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** Another kernel's append lands in either file; the lock keeps two from rotating at once. */
async function rotate(path: string, older: string, limit: number): Promise<void> {
  const lock = `${path}.lock`;
  try {
    await (await open(lock, "wx")).close();
  } catch {
    const { mtimeMs = Date.now() } = (await stat(lock).catch(() => undefined)) ?? {};
    if (Date.now() - mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
    return;
  }
  try {
    if ((await sizeOf(path)) >= limit) await rename(path, older);
  } finally {
    await rm(lock, { force: true });
  }
}
