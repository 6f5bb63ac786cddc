import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";

export interface PastLine {
  readonly session: number;
  readonly line: number;
  readonly input: string;
}

/** Inputs of this and earlier sessions. Kernels may share a file; none of them waits for another. */
export interface HistoryFile {
  /** returns once the input is in the file */
  append(line: number, input: string): void;
  /** the number of this session, and the lines of all others in order */
  read(): { readonly session: number; readonly past: readonly PastLine[] };
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
/** a number that cannot be counted on from is none of ours */
const LARGEST_SESSION = 2 ** 31;
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
  let session: number | undefined;
  let hasFailed = false;

  const readEntries = () =>
    [older, path].flatMap((file) => readText(file).split("\n").flatMap(parseEntry));
  const write = (entry: object) => {
    if (sizeOf(path) >= limit) rotate(path, older, limit);
    appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  };

  /** Two kernels that start at once may claim the same number: it is whose line comes first. */
  const claim = (): number => {
    mkdirSync(dirname(path), { recursive: true });
    const id = randomUUID();
    // ends a line that a crash cut off
    appendFileSync(path, "\n", { mode: 0o600 });
    for (;;) {
      const number = readEntries().reduce((most, { session }) => Math.max(most, session), 0) + 1;
      write({ session: number, id, started: new Date().toISOString() });
      const owner = readEntries().find((entry) => entry.session === number && entry.id);
      if (owner?.id === id) return number;
    }
  };
  const attempt = <Value>(work: (session: number) => Value): Value | undefined => {
    if (hasFailed) return undefined;
    try {
      session ??= claim();
      return work(session);
    } catch (error) {
      hasFailed = true;
      onFailure(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };

  return {
    append: (line, input) => {
      if (input.length > LONGEST_INPUT) return;
      attempt((number) => write({ session: number, line, input }));
    },
    read: () =>
      attempt((number) => {
        const inputs = readEntries().filter(isInput);
        return {
          session: number,
          past: inputs.filter((entry) => entry.session !== number).sort(inOrder),
        };
      }) ?? { session: 1, past: [] },
  };
}

function parseEntry(text: string): Entry[] {
  if (text === "") return [];
  try {
    const entry = JSON.parse(text) as Entry; // whatever it is, checked here
    return Number.isInteger(entry?.session) && entry.session < LARGEST_SESSION ? [entry] : [];
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

/** empty when there is no such file yet */
function readText(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? "" : readFileSync(path, "utf8");
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Another kernel's append lands in either file; the lock keeps two from rotating at once. */
function rotate(path: string, older: string, limit: number): void {
  const lock = `${path}.lock`;
  try {
    closeSync(openSync(lock, "wx"));
  } catch {
    const { mtimeMs = Date.now() } = statSync(lock, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > STALE_LOCK_MS) rmSync(lock, { force: true });
    return;
  }
  try {
    if (sizeOf(path) >= limit) renameSync(path, older);
  } finally {
    rmSync(lock, { force: true });
  }
}
