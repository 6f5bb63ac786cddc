import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStopEscalation } from "../../../kernel/evaluate/stop-escalation.js";

const SECOND = 1000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function startRun() {
  const texts: string[] = [];
  let ends = 0;
  const escalation = createStopEscalation({
    onUnheard: (text) => texts.push(text),
    onUnstoppable: () => {
      ends++;
    },
  });
  escalation.began();
  return { escalation, texts, ends: () => ends };
}

test("one interrupt never ends the process, but says what a second would do", () => {
  const { escalation, texts, ends } = startRun();
  escalation.interrupted();
  vi.advanceTimersByTime(60 * SECOND);
  expect(ends()).toBe(0);
  expect(texts).toEqual([expect.stringContaining("Interrupt it again to restart its process")]);
});

test("a second interrupt ends the process after a grace", () => {
  const { escalation, ends } = startRun();
  escalation.interrupted();
  vi.advanceTimersByTime(SECOND);
  escalation.interrupted();
  vi.advanceTimersByTime(1.9 * SECOND);
  expect(ends()).toBe(0);
  vi.advanceTimersByTime(0.2 * SECOND);
  expect(ends()).toBe(1);
});

test("a double click is one interrupt", () => {
  const { escalation, ends } = startRun();
  escalation.interrupted();
  vi.advanceTimersByTime(0.2 * SECOND);
  escalation.interrupted();
  vi.advanceTimersByTime(60 * SECOND);
  expect(ends()).toBe(0);
});

test("a run that ends in time keeps its process", () => {
  const { escalation, texts, ends } = startRun();
  escalation.interrupted();
  vi.advanceTimersByTime(SECOND);
  escalation.interrupted();
  escalation.ended();
  vi.advanceTimersByTime(60 * SECOND);
  expect([texts, ends()]).toEqual([[], 0]);
});

test("a training step is given longer, and a third interrupt does not wait for it", () => {
  const { escalation, texts, ends } = startRun();
  escalation.interrupted();
  escalation.honoured();
  vi.advanceTimersByTime(SECOND);
  escalation.interrupted();
  vi.advanceTimersByTime(5 * SECOND);
  expect([texts, ends()]).toEqual([[], 0]);
  escalation.interrupted();
  vi.advanceTimersByTime(2.1 * SECOND);
  expect(ends()).toBe(1);
});

test("interrupts between runs count for none", () => {
  const { escalation, ends } = startRun();
  escalation.ended();
  escalation.interrupted();
  vi.advanceTimersByTime(SECOND);
  escalation.began();
  escalation.interrupted();
  vi.advanceTimersByTime(60 * SECOND);
  expect(ends()).toBe(0);
});
