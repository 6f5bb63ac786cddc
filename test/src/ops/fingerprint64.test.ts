import { expect, it } from "vitest";
import {
  fingerprint64,
  fingerprintBucket,
  fingerprintBuckets,
} from "../../../src/ops/fingerprint64.js";
import { randomBits } from "../../../src/random/philox.js";
import { readGolden } from "../golden.js";
import { slowFingerprint64 } from "./slow-fingerprint64.js";

const recorded = readGolden<{ fast_mod_2p62m1: [string, string][] }>("hash.json").fast_mod_2p62m1;

function toBigInt({ high, low }: { high: number; low: number }): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

it("equals TensorFlow's hash for every length of 0 to 69 bytes, some longer and beyond ASCII", () => {
  const modulus = 2n ** 62n - 1n;
  const hashed = recorded.map(([text]) => [text, String(toBigInt(fingerprint64(text)) % modulus)]);
  expect(hashed).toEqual(recorded);
  expect(recorded.length).toBeGreaterThan(90);
});

it("gives the bucket of the unsigned 64-bit hash", () => {
  for (const [text] of recorded) {
    const hash = toBigInt(fingerprint64(text));
    for (const buckets of [1, 2, 3, 1000, 65_537, 2 ** 31]) {
      expect(fingerprintBucket(text, buckets)).toBe(Number(hash % BigInt(buckets)));
    }
  }
});

it("hashes a lone surrogate as U+FFFD, like a string tensor", () => {
  expect(fingerprint64("\ud800")).toEqual(fingerprint64("\ufffd"));
});

it("equals its specification for every length up to 300 bytes", () => {
  const encoder = new TextEncoder();
  const texts = Array.from({ length: 300 }, (_, size) =>
    String.fromCharCode(
      ...Array.from(randomBits([size, 5], size + 1), (bits) => bits % 128).slice(1),
    ),
  );
  const expected = texts.map((text) => slowFingerprint64(encoder.encode(text)));
  expect(texts.map((text) => toBigInt(fingerprint64(text)))).toEqual(expected);
  const buckets = Array.from(fingerprintBuckets(texts, 1_000_003)!);
  expect(buckets).toEqual(expected.map((hash) => Number(hash % 1_000_003n)));
});

it("gives the buckets of many strings at once, of any length and alphabet", () => {
  const texts = Array.from({ length: 40_000 }, (_, i) => "é😀a".repeat(i % 50) + i);
  texts[20_000] = "x".repeat(3_000_000);
  const buckets = fingerprintBuckets(texts, 97)!;
  const picked = [0, 1, 49, 16_383, 16_384, 19_999, 20_000, 20_001, 39_999];
  const encoder = new TextEncoder();
  for (const i of picked) {
    expect(buckets[i]).toBe(Number(slowFingerprint64(encoder.encode(texts[i])) % 97n));
  }
  expect(fingerprintBuckets(["a", 1], 97)).toBeUndefined();
});
