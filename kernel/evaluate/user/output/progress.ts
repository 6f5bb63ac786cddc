import { durationText } from "../../../../src/training/fit-report.js";
import type { ProgressBar } from "../../../display/description.js";
import { type LiveOutput, liveOutput } from "./live-output.js";

export interface ProgressOptions {
  /** what is being done; "progress" by default */
  readonly label?: string;
  /** how many items there are, where that cannot be told from them */
  readonly total?: number;
}

/**
 * Goes through items and shows a bar of how far it has come, how fast, and how long it will take.
 * Works on everything that `for ... of` and `for await ... of` take.
 *
 * @example
 * for (const epoch of progress([1, 2, 3], { label: "epochs" })) train(epoch);
 * // epochs [====================] 3/3, 0.4 s
 */
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions): Iterable<Item>;
export function progress<Item>(
  items: AsyncIterable<Item>,
  options?: ProgressOptions,
): AsyncIterable<Item>;
export function progress<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  options: ProgressOptions = {},
): Iterable<Item> | AsyncIterable<Item> {
  const { label = "progress", total = sizeOf(items) } = options;
  if (total !== undefined && !(total >= 0)) {
    throw new RangeError(`progress: total must not be negative. Received: ${total}`);
  }
  if (isAsync(items)) return { [Symbol.asyncIterator]: () => followAsync(items, label, total) };
  if (isSync(items)) return { [Symbol.iterator]: () => follow(items, label, total) };
  throw new TypeError(
    `progress: expected something that can be iterated over. Received: ${items === null ? "null" : typeof items}`,
  );
}

function* follow<Item>(items: Iterable<Item>, label: string, total: number | undefined) {
  const bar = createBar(label, total);
  try {
    for (const item of items) {
      yield item;
      bar.advance();
    }
    bar.finish();
  } finally {
    bar.end();
  }
}

async function* followAsync<Item>(
  items: AsyncIterable<Item>,
  label: string,
  total: number | undefined,
) {
  const bar = createBar(label, total);
  try {
    for await (const item of items) {
      yield item;
      bar.advance();
    }
    bar.finish();
  } finally {
    bar.end();
  }
}

function createBar(label: string, total: number | undefined) {
  const output: LiveOutput = liveOutput();
  const began = performance.now();
  let done = 0;
  let state: "running" | "finished" | "stopped" = "running";
  const describe = (): ProgressBar => ({
    kind: "progress",
    label,
    done,
    total: state === "finished" ? done : total,
    facts: factsOf(performance.now() - began, done, total, state),
  });
  output.show(describe());
  return {
    advance: () => {
      done++;
      output.update(describe);
    },
    finish: () => {
      state = "finished";
    },
    end: () => {
      if (state === "running") state = "stopped";
      output.show(describe());
    },
  };
}

function factsOf(ms: number, done: number, total: number | undefined, state: string): string[] {
  const took = durationText(ms);
  if (state === "finished") return [took];
  if (state === "stopped") return [`stopped after ${took}`];
  if (done === 0) return [];
  const rate = `${Number(((done / ms) * 1000).toPrecision(3))}/s`;
  if (total === undefined) return [took, rate];
  return [took, rate, `${durationText((ms / done) * Math.max(0, total - done))} left`];
}

function sizeOf(items: unknown): number | undefined {
  if (typeof items === "string") return [...items].length;
  if (typeof items !== "object" || items === null) return undefined;
  const { length, size } = items as Readonly<Record<string, unknown>>; // read as unknown
  const known = [length, size].find((count) => typeof count === "number" && Number.isFinite(count));
  return known as number | undefined;
}

function isAsync<Item>(items: Iterable<Item> | AsyncIterable<Item>): items is AsyncIterable<Item> {
  return typeof items === "object" && items !== null && Symbol.asyncIterator in items;
}

function isSync<Item>(items: Iterable<Item> | AsyncIterable<Item>): items is Iterable<Item> {
  return (
    typeof items === "string" ||
    (typeof items === "object" && items !== null && Symbol.iterator in items)
  );
}
