import { expect, it } from "vitest";
import { createReplayRing } from "../../../kernel/wire/replay-ring.js";

it("refuses a signature the second time", () => {
  const ring = createReplayRing();
  expect(ring.admit("a")).toBe(true);
  expect(ring.admit("a")).toBe(false);
});

it("forgets the oldest signature, and only that, when it is full", () => {
  const ring = createReplayRing(3);
  for (const signature of ["a", "b", "c", "d"]) expect(ring.admit(signature)).toBe(true);
  expect(["b", "c", "d"].map((signature) => ring.admit(signature))).toEqual([false, false, false]);
  expect(ring.admit("a")).toBe(true);
  expect(ring.admit("c")).toBe(false);
  expect(ring.admit("b")).toBe(true);
});

it("remembers 65,536 signatures", () => {
  const ring = createReplayRing();
  for (let index = 0; index < 65_536; index++) ring.admit(`${index}`);
  expect(ring.admit("0")).toBe(false);
  ring.admit("one more");
  expect(ring.admit("0")).toBe(true);
});
