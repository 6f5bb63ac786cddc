import { clearTimeout, setTimeout } from "node:timers";
import { IntrinsicPromise } from "../intrinsics.js";
import { trackDisplay } from "../output/pending-displays.js";

/** a front end draws no more often */
const INTERVAL_MS = 16;

/** Keys whose values a front end is to be told. */
export interface PacedUpdates {
  /** tells them now, or with what follows within the next 16 ms */
  add(keys: Iterable<string>): void;
  /** has become known otherwise */
  drop(keys: Iterable<string>): void;
  /** tells what waits, so that what is sent next comes after it */
  flush(): void;
}

/**
 * Sends the first update at once and joins those that come faster than they can be seen: of a value that
 * is set a thousand times a second, sixty arrive, the last among them. A cell ends after that one.
 */
export function pacedUpdates(send: (keys: readonly string[]) => void): PacedUpdates {
  const waiting = new Set<string>();
  let sentAt = Number.NEGATIVE_INFINITY;
  let later: { readonly timer: NodeJS.Timeout; readonly done: () => void } | undefined;

  const flush = () => {
    if (later !== undefined) {
      clearTimeout(later.timer);
      later.done();
      later = undefined;
    }
    if (waiting.size === 0) return;
    const keys = [...waiting];
    waiting.clear();
    sentAt = performance.now();
    send(keys);
  };
  const flushLater = (ms: number) => {
    const sent = new IntrinsicPromise<void>((done) => {
      later = { timer: setTimeout(flush, ms), done };
    });
    trackDisplay(sent);
  };

  return {
    flush,
    drop: (keys) => {
      for (const key of keys) waiting.delete(key);
    },
    add: (keys) => {
      for (const key of keys) waiting.add(key);
      const wait = sentAt + INTERVAL_MS - performance.now();
      if (wait <= 0) flush();
      else if (later === undefined) flushLater(wait);
    },
  };
}
