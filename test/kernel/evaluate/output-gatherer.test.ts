import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOutputGatherer } from "../../../kernel/evaluate/output-gatherer.js";
import type { OutputEvent } from "../../../kernel/evaluate/user-process.js";

const write = (text: string, run = 1, name: "stdout" | "stderr" = "stdout"): OutputEvent => ({
  type: "stream",
  run,
  name,
  text,
});
let received: OutputEvent[];
let gatherer: ReturnType<typeof createOutputGatherer>;

beforeEach(() => {
  vi.useFakeTimers();
  received = [];
  gatherer = createOutputGatherer((event) => received.push(event));
});
afterEach(() => vi.useRealTimers());

test("small writes become one event", () => {
  for (const text of ["a", "b", "c"]) gatherer.push(write(text));
  vi.advanceTimersByTime(20);
  expect(received).toEqual([write("abc")]);
});

test("another stream, another run and anything that is no stream keep their place", () => {
  const display: OutputEvent = {
    type: "display",
    run: 2,
    bundle: { data: {}, metadata: {} },
    displayId: "d",
    update: false,
  };
  gatherer.push(write("a"));
  gatherer.push(write("b", 1, "stderr"));
  gatherer.push(write("c", 2, "stderr"));
  gatherer.push(display);
  gatherer.push(write("d", 2));
  gatherer.flush();
  expect(received).toEqual([
    write("a"),
    write("b", 1, "stderr"),
    write("c", 2, "stderr"),
    display,
    write("d", 2),
  ]);
});

test("what grows large does not wait", () => {
  gatherer.push(write("x".repeat(300_000)));
  expect(received.length).toBe(1);
});
