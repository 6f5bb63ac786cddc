import { Console } from "node:console";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { uncurry } from "../../uncurry.js";
import type { StreamName } from "../../user-messages.js";
import { currentRun } from "../current-run.js";
import { clearOutput } from "./clear-output.js";
import { sendText } from "./event-channel.js";

type Done = (error?: Error | null) => void;
type Write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done) => boolean;

const { isBuffer, from } = Buffer;
const { nextTick } = process;
const decodeChunk = uncurry<StringDecoder, [Buffer], string>(StringDecoder.prototype.write);

/**
 * Sends every write at once: what a cell printed before a long computation must not wait for its
 * end. The reader on the other side gathers small writes into few messages. Writes pass by the
 * stream's own machinery, which has nothing to wait for, and so still arrive once a cell has ended it.
 */
function createStream(name: StreamName): Writable {
  const decoder = new StringDecoder("utf8");
  const write: Write = (chunk, encoding, done) => {
    const text = typeof chunk === "string" ? textOf(chunk, encoding) : undefined;
    sendText(name, currentRun(), text ?? decodeChunk(decoder, bytesOf(chunk, encoding)));
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") nextTick(callback);
    return true;
  };
  const stream = new Writable({
    decodeStrings: false,
    // what `end` has to say
    write: (chunk: string | Buffer, encoding, done) => {
      write(chunk, encoding);
      done();
    },
  });
  return Object.assign(stream, { write });
}

const PLAIN = new Set<unknown>([undefined, "utf8", "utf-8", "buffer"]);

/** undefined for a string in another encoding than UTF-8, which stands for bytes */
function textOf(chunk: string, encoding: unknown): string | undefined {
  return typeof encoding === "function" || PLAIN.has(encoding) ? chunk : undefined;
}

function bytesOf(chunk: string | Uint8Array, encoding: unknown): Buffer {
  if (typeof chunk === "string") return from(chunk, encoding as BufferEncoding);
  if (isBuffer(chunk)) return chunk;
  if (ArrayBuffer.isView(chunk)) return from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError(
    `write: the chunk must be a string, Buffer, TypedArray or DataView. Received: ${typeof chunk}`,
  );
}

/** Routes `process.stdout`, `process.stderr` and `console` to the events of the running cell. */
export function captureStreams(): void {
  const stdout = createStream("stdout");
  const stderr = createStream("stderr");
  Object.defineProperty(process, "stdout", { configurable: true, get: () => stdout });
  Object.defineProperty(process, "stderr", { configurable: true, get: () => stderr });
  // the built-in console keeps the arguments of its last 1,000 calls alive once a session is attached
  globalThis.console = new Console({ stdout, stderr, colorMode: false, ignoreErrors: false });
  globalThis.console.clear = () => clearOutput();
}
