import { expect, test } from "vitest";
import { isControlEvent, isUserEvent } from "../../../kernel/evaluate/is-event.js";

test.each([
  { type: "ready" },
  { type: "stream", run: 1, name: "stdout", text: "x" },
  { type: "display", run: 1, bundle: { data: {}, metadata: {} }, displayId: "a", update: false },
  { type: "uncaught", run: 1, error: { name: "Error", message: "x", frames: [] } },
  { type: "done", run: 1, interrupted: false, expressions: {}, marked: ["stdout"] },
  { type: "done", run: 1, expressions: {}, marked: [], result: { data: {}, metadata: {} } },
])("$type is an event: %#", (event) => {
  expect(isUserEvent(event)).toBe(true);
});

test.each([
  null,
  5,
  "text",
  [],
  {},
  { type: 5 },
  { type: "stream", run: 1, name: "stdout" },
  { type: "stream", run: 1, name: "elsewhere", text: "x" },
  { type: "display", run: 1, displayId: "a" },
  { type: "uncaught", run: 1, error: { name: "Error" } },
  { type: "done", run: 2 },
  { type: "done", run: 2, marked: [], expressions: {}, error: "no report" },
  { type: "done", run: 2, marked: [], expressions: {}, result: {} },
])("%j is none", (value) => {
  expect(isUserEvent(value)).toBe(false);
});

test("a control event has a type", () => {
  expect([{ type: "stopped" }, { interrupts: 1 }, null].map(isControlEvent)).toEqual([
    true,
    false,
    false,
  ]);
});
