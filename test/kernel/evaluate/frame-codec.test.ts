import { expect, test } from "vitest";
import {
  createFrameDecoder,
  encodeFrame,
  encodeInto,
  FrameError,
} from "../../../kernel/evaluate/frame-codec.js";

test.each([1, 2, 3, 7, 1000])("frames survive being cut into chunks of %i bytes", (size) => {
  const values = [{ text: "é😀\n" }, [], "x".repeat(300), null, { a: { b: 1 } }];
  const stream = Buffer.concat(values.map(encodeFrame));
  const received: unknown[] = [];
  const decode = createFrameDecoder((value) => received.push(value));
  for (let at = 0; at < stream.length; at += size) decode(stream.subarray(at, at + size));
  expect(received).toEqual(values);
});

test.each([
  ["bytes that are no frame", Buffer.from("neither header nor body")],
  ["a stray byte before a frame", Buffer.concat([Buffer.from("x"), encodeFrame(1)])],
  [
    "a body that is no JSON",
    Buffer.from(encodeFrame({ a: 1 }).toString("latin1").replace("{", "(")),
  ],
])("%s are told from frames", (_name, bytes) => {
  expect(() => createFrameDecoder(() => {})(bytes)).toThrow(FrameError);
});

test("a frame whose handler throws is not handed over again", () => {
  const received: unknown[] = [];
  const decode = createFrameDecoder((value) => {
    received.push(value);
    if (value === 1) throw new Error("no");
  });
  expect(() => decode(Buffer.concat([encodeFrame(1), encodeFrame(2)]))).toThrow("no");
  decode(encodeFrame(3));
  expect(received).toEqual([1, 2, 3]);
});

test("JSON is framed in memory that is there, where it fits", () => {
  const target = Buffer.alloc(64);
  const length = encodeInto(target, '{"text":"é😀"}');
  expect(target.subarray(0, length)).toEqual(encodeFrame({ text: "é😀" }));
  expect(encodeInto(target, JSON.stringify("x".repeat(60)))).toBeUndefined();
});

test("a toJSON of all objects and arrays is passed over", () => {
  const value = { list: [1, { a: null }], text: "x" };
  const plain = encodeFrame(value);
  const prototypes = [Object.prototype, Array.prototype];
  for (const prototype of prototypes) Object.assign(prototype, { toJSON: () => 1 });
  const framed = encodeFrame(value);
  for (const prototype of prototypes) Reflect.deleteProperty(prototype, "toJSON");
  expect(framed).toEqual(plain);
});
