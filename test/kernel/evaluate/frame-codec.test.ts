import { expect, test } from "vitest";
import {
  createFrameDecoder,
  encodeFrame,
  encodeInto,
  FrameError,
} from "../../../kernel/evaluate/frame-codec.js";

function transfer(values: readonly unknown[], size = Number.POSITIVE_INFINITY): unknown[] {
  const stream = Buffer.concat(values.map(encodeFrame));
  const received: unknown[] = [];
  const decode = createFrameDecoder((value) => received.push(value));
  for (let at = 0; at < stream.length; at += size) decode(stream.subarray(at, at + size));
  return received;
}

test.each([1, 2, 3, 7, 1000])("frames survive being cut into chunks of %i bytes", (size) => {
  const values = [
    { text: "é😀\n" },
    [],
    { kind: "bytes", buffers: [Buffer.from([1, 2, 3]), Buffer.alloc(0), Buffer.from("é")] },
    "x".repeat(300),
    { buffers: [] },
    null,
    { a: { b: 1 } },
  ];
  expect(transfer(values, size)).toEqual(values);
});

test("bytes travel beside the JSON as they are", () => {
  const bytes = new Uint8Array(1_000_000).map((_, index) => index);
  expect(encodeFrame({ buffers: [bytes] }).length).toBeLessThan(bytes.length + 100);
  const [{ buffers }] = transfer([{ buffers: [bytes] }], 65_536) as [{ buffers: Uint8Array[] }];
  expect(Buffer.compare(buffers[0]!, bytes)).toBe(0);
});

test("bytes of wider numbers keep their bits", () => {
  const numbers = Float32Array.of(1.5, -2);
  const bytes = new Uint8Array(numbers.buffer);
  const [{ buffers }] = transfer([{ buffers: [bytes] }]) as [{ buffers: Uint8Array[] }];
  expect(new Float32Array(Uint8Array.from(buffers[0]!).buffer)).toEqual(numbers);
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
