import { Console } from "node:console";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { StreamName } from "../user-messages.js";
import { clearOutput } from "./clear-output.js";
import { currentRun } from "./current-run.js";
import { sendEvent } from "./event-channel.js";

/**
 * Sends every write at once: what a cell printed before a long computation must not wait for its
 * end. The reader on the other side gathers small writes into few messages.
 */
function createStream(name: StreamName): Writable {
  const decoder = new StringDecoder("utf8");
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
      if (text !== "") sendEvent({ type: "stream", run: currentRun(), name, text });
      done();
    },
  });
}

/** Routes `process.stdout`, `process.stderr` and `console` to the events of the running cell. */
export function captureStreams(): void {
  const stdout = createStream("stdout");
  const stderr = createStream("stderr");
  Object.defineProperty(process, "stdout", { configurable: true, get: () => stdout });
  Object.defineProperty(process, "stderr", { configurable: true, get: () => stderr });
  // the built-in console keeps the arguments of its last 1,000 calls alive once a session is attached
  globalThis.console = new Console({ stdout, stderr, colorMode: false });
  globalThis.console.clear = () => clearOutput();
}
