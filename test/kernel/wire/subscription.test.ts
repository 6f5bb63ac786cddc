import { expect, it } from "vitest";
import { readSubscription } from "../../../kernel/wire/subscription.js";

it.each([
  ["all topics", [Buffer.from([1])], ""],
  ["one topic", [Buffer.from("\u0001stream")], "stream"],
  ["an unsubscription", [Buffer.from([0])], undefined],
  ["an empty frame", [Buffer.alloc(0)], undefined],
  ["several frames", [Buffer.from([1]), Buffer.from("x")], undefined],
  ["a topic that is not UTF-8", [Buffer.from([1, 0xff])], undefined],
  ["a user message", [Buffer.from("hello")], undefined],
  ["nothing", [], undefined],
])("reads %s", (_, frames, topic) => {
  expect(readSubscription(frames)).toBe(topic);
});
