import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { requireCount } from "../../layers/base/require-count.js";
import { received } from "../../received.js";
import { AbortWatch } from "../abort.js";
import { fromHost, isRecord } from "../host-element.js";
import type { RunContext } from "./element-run.js";
import { type LayerSnapshot, snapshotOf } from "./layer-snapshot.js";
import { ResultQueue } from "./result-queue.js";
import { autoParallelism, callInPool } from "./worker-pool.js";

/** Options of `parallelMap`. */
export interface ParallelMapOptions {
  /** How many threads work: a number, or `auto` (default) for one on each core, at most 8. */
  readonly parallelism?: number | "auto" | undefined;
  /** Whether elements keep their order. Defaults to true; false gives them as they are ready. */
  readonly ordered?: boolean | undefined;
  /** Ends each pass when it aborts: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Modules that each thread imports first, by URL or specifier: those that register layers, standardizers
   * and splitters of one's own, which the threads do not know otherwise.
   */
  readonly modules?: readonly (string | URL)[] | undefined;
}

type Fn = (value: never) => unknown;

const OWNER = "parallelMap";

/** What maps the elements of each pass. Throws at once for a function or options that are none. */
export function parallelMapper<T, O>(
  fn: Fn | Readonly<Record<string, Fn>>,
  options: ParallelMapOptions,
): (elements: AsyncIterable<T>) => AsyncGenerator<O, void> {
  const { parallelism = "auto", ordered = true, signal, modules = [] } = options;
  const run = readFn(fn);
  const threads =
    parallelism === "auto" ? autoParallelism() : requireCount(OWNER, "parallelism", parallelism);
  return async function* (elements) {
    // what layers know now holds for the whole pass
    const snapshots = new Map<PreprocessingLayer, LayerSnapshot>();
    const context: RunContext = {
      fn: run,
      modules: modules.map(moduleUrl),
      snapshot: (layer) => {
        const known = snapshots.get(layer) ?? snapshotOf(layer);
        snapshots.set(layer, known);
        return known;
      },
      call: (call) => callInPool(call, threads),
    };
    const results = new ResultQueue(elements, context, {
      isOrdered: ordered,
      // one in work and two in wait: a busy machine may let the caller wait for its turn
      atOnce: threads * 3,
    });
    const watch = new AbortWatch(signal);
    try {
      for (;;) {
        const result = await watch.wait(results.next());
        if (result === null) return;
        yield fromHost(result) as O; // what fn gave
      }
    } finally {
      watch.end();
      results.end();
    }
  };
}

function readFn(fn: Fn | Readonly<Record<string, Fn>>): Fn {
  if (typeof fn === "function") return fn;
  const fns = isRecord(fn) ? Object.entries(fn) : [];
  if (fns.length > 0 && fns.every(([, each]) => typeof each === "function")) {
    return (value: unknown) => {
      const mapped: Record<string, unknown> = { ...(value as Record<string, unknown>) };
      for (const [key, each] of fns) mapped[key] = each(readKey(value, key));
      return mapped;
    };
  }
  throw new Error(
    `${OWNER}: expected a layer, a function or a record of them. Received: ${received(fn)}`,
  );
}

// import() in a thread knows neither the working directory nor its packages
function moduleUrl(module: string | URL): string {
  if (module instanceof URL || /^\w+:/.test(module)) return String(module);
  const here = createRequire(join(process.cwd(), "module.js"));
  return pathToFileURL(here.resolve(module)).href;
}

function readKey(value: unknown, key: string): never {
  if (isRecord(value) && key in value) return value[key] as never; // checked by the types of parallelMap
  throw new Error(
    `${OWNER}: expected elements with the key ${JSON.stringify(key)}. Received: ${received(value)}`,
  );
}
