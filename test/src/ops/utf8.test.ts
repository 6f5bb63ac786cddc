import { expect, it } from "vitest";
import { compareUtf8, encodeUtf8 } from "../../../src/ops/utf8.js";

const TEXTS = [
  "",
  "a",
  "ab",
  "Z",
  "z",
  "é",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "😀",
  "a😀",
];

it("orders strings by their UTF-8 bytes", () => {
  for (const a of TEXTS) {
    for (const b of TEXTS) {
      const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareUtf8(a, b))).toBe(expected);
    }
  }
});

it("encodes any string, short or longer than its buffer", () => {
  for (const text of [...TEXTS, "é".repeat(40), "x".repeat(5000), "\ud800"]) {
    const { bytes, length } = encodeUtf8(text);
    expect(Buffer.from(bytes.subarray(0, length))).toEqual(Buffer.from(text));
  }
});
