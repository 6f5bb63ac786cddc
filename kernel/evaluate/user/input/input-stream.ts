import { Readable } from "node:stream";
import { setImmediate } from "node:timers";
import { ask } from "./ask-front-end.js";

/**
 * `process.stdin` for a cell: each read asks the front end for a line. Nothing is asked before someone
 * reads, nor while reading pauses.
 */
function createInputStream(): Readable {
  let isWanted = false;
  let isAsking = false;

  const askOnce = () => {
    if (!isWanted || isAsking || stream.destroyed || stream.readableEnded || !isRead(stream))
      return;
    isAsking = true;
    ask("").then(
      (line) => {
        isAsking = false;
        isWanted = false;
        stream.push(`${line}\n`);
      },
      (error: Error) => stream.destroy(error),
    );
  };
  // what the reader does with a line, such as to stop reading, comes before the next question
  const schedule = () => void setImmediate(askOnce);

  const stream = new Readable({
    read: () => {
      isWanted = true;
      schedule();
    },
  });
  return stream.on("resume", schedule);
}

function isRead(stream: Readable): boolean {
  return stream.readableFlowing === true || stream.listenerCount("readable") > 0;
}

let stream: Readable | undefined;

/** Makes `process.stdin` ask the front end. A stream that came to its end is followed by a new one. */
export function installInput(): void {
  Object.defineProperty(process, "stdin", {
    configurable: true,
    get: () => {
      if (stream?.destroyed) stream = undefined;
      stream ??= createInputStream();
      return stream;
    },
  });
}

/** For a cell that ends while it reads: no later cell is to be asked in its name. */
export function endInput(): void {
  if (stream === undefined || !isRead(stream)) return;
  stream.push(null);
  stream = undefined;
}
