import type { StreamName } from "./user-messages.js";
import type { OutputEvent } from "./user-process.js";

/** front ends stop listening to a kernel that sends more than 1,000 messages a second */
const INTERVAL_MS = 20;
const MAX_CHARACTERS = 256 * 1024;

export interface OutputGatherer {
  push(event: OutputEvent): void;
  /** hands over what is held back */
  flush(): void;
}

interface Held {
  readonly run: number;
  readonly name: StreamName;
  readonly parts: string[];
  size: number;
}

/** Joins streams of small writes into few events, late by 20 ms at most and in order with all others. */
export function createOutputGatherer(onOutput: (event: OutputEvent) => void): OutputGatherer {
  let held: Held | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastFlush = 0;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (held === undefined) return;
    const { run, name, parts } = held;
    held = undefined;
    lastFlush = performance.now();
    onOutput({ type: "stream", run, name, text: parts.join("") });
  };

  return {
    flush,
    push: (event) => {
      if (event.type !== "stream") {
        flush();
        onOutput(event);
        return;
      }
      const { run, name, text } = event;
      if (held !== undefined && (held.run !== run || held.name !== name)) flush();
      held ??= { run, name, parts: [], size: 0 };
      held.parts.push(text);
      held.size += text.length;
      if (held.size >= MAX_CHARACTERS) flush();
      else timer ??= setTimeout(flush, Math.max(0, INTERVAL_MS - (performance.now() - lastFlush)));
    },
  };
}
