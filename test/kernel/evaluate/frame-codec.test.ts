import { expect, test } from "vitest";
import { createFrameDecoder, encodeFrame } from "../../../kernel/evaluate/frame-codec.js";

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
