import { readFileSync, statSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import type * as Zlib from "node:zlib";
import { writeWhole } from "./write-whole.js";

/** Node's own CommonJS loader, as much of it as is public by custom. */
interface CommonJsLoader {
  readonly _extensions: Record<string, (module: CommonJsModule, file: string) => void>;
  wrap(code: string): string;
}

interface CommonJsModule {
  exports: unknown;
}

type Wrapped = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: CommonJsModule,
  file: string,
  folder: string,
) => void;

interface Source {
  readonly size: number;
  readonly ctimeMs: number;
  readonly isLatin: boolean;
}

interface Unstored {
  readonly path: string;
  readonly source: Source;
  readonly script: Script;
}

export interface CodeCache {
  /** runs `load`; what it requires meanwhile, also later if it is asynchronous, uses the cache */
  use<Value>(load: () => Value): Value;
  /** keeps what was compiled anew, with the functions that have run so far; says how many files */
  store(): number;
}

// taken before a cell can delete it
const IntrinsicPromise = Promise;
const LARGE = 100_000;
/** size and time of the source, whether it was read as Latin-1, checksum of the code */
const HEAD_BYTES = 21;

const require = createRequire(import.meta.url);
const loader = Module as unknown as CommonJsLoader; // untyped, but every loader hook builds on it

/**
 * Keeps the compiled code of large CommonJS files in a folder. An entry counts only for a source of the
 * same size and time; V8 itself refuses what another version or other flags wrote.
 */
export function createCodeCache(folder: string): CodeCache {
  const compileAsUsual = loader._extensions[".js"]!;
  const unstored: Unstored[] = [];

  const compile = (module: CommonJsModule, file: string) => {
    const { size, ctimeMs } = statSync(file);
    if (size < LARGE) return compileAsUsual(module, file);
    const path = join(folder, entryName(file));
    const source = readFileSync(file);
    const known = readEntry(path, size, ctimeMs);
    const isLatin = known?.isLatin ?? hasPlainCode(source);
    const script = new Script(loader.wrap(source.toString(isLatin ? "latin1" : "utf8")), {
      filename: file,
      ...(known === undefined ? {} : { cachedData: known.data }),
    });
    if (known === undefined || script.cachedDataRejected === true) {
      unstored.push({ path, source: { size, ctimeMs, isLatin }, script });
    }
    const run = script.runInThisContext() as Wrapped;
    run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  };

  const end = () => {
    if (loader._extensions[".js"] === compile) loader._extensions[".js"] = compileAsUsual;
  };

  return {
    use: (load) => {
      loader._extensions[".js"] = compile;
      let value: ReturnType<typeof load> | undefined;
      try {
        value = load();
        return value;
      } finally {
        if (value instanceof IntrinsicPromise) value.then(end, end);
        else end();
      }
    },
    store: () =>
      unstored.splice(0).filter(({ path, source, script }) => {
        const data = script.createCachedData();
        return writeWhole(path, Buffer.concat([headOf(source, data), data]));
      }).length,
  };
}

function entryName(file: string): string {
  const place = file.replaceAll(/[^\w.-]/g, "_").slice(-120);
  return `${place}-${process.version}-${process.arch}`;
}

function readEntry(path: string, size: number, ctimeMs: number) {
  try {
    const entry = readFileSync(path);
    const isLatin = entry[16] === 1;
    const data = entry.subarray(HEAD_BYTES);
    const isValid = headOf({ size, ctimeMs, isLatin }, data).equals(entry.subarray(0, HEAD_BYTES));
    return isValid ? { isLatin, data } : undefined;
  } catch {
    return undefined;
  }
}

function headOf({ size, ctimeMs, isLatin }: Source, data: Buffer): Buffer {
  const { crc32 } = require("node:zlib") as typeof Zlib;
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeDoubleLE(size, 0);
  head.writeDoubleLE(ctimeMs, 8);
  head[16] = isLatin ? 1 : 0;
  // V8 does not look at the code that it takes over: what is damaged would end the process
  head.writeUInt32LE(crc32(data), 17);
  return head;
}

/**
 * Whether a source has other letters than ASCII in lines of comments alone. Read as Latin-1 it then means
 * the same, is read in a third of the time and takes half of the memory for as long as the process lives.
 */
function hasPlainCode(source: Buffer): boolean {
  return !/^(?!\s*(?:\/\/|\*)).*[\x80-\xff]/m.test(source.toString("latin1"));
}
