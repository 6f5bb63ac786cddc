import { expect, test } from "vitest";
import { createFrameDecoder, encodeFrame } from "../../../kernel/evaluate/frame-codec.js";

test.each([1, 2, 3, 7, 1000])("frames survive being cut into chunks of %i bytes", (size) => {
  const values = [{ text: "é😀\n" }, [], "x".repeat(300), null, { a: { b: 1 } }];
  const stream = Buffer.concat(values.map(encodeFrame));
  const received: unknown[] = [];
  const decode = createFrameDecoder((value) => received.push(value));
  for (let at = 0; at < stream.length; at += size) decode(stream.subarray(at, at + size));
  expect(received).toEqual(values);
});
