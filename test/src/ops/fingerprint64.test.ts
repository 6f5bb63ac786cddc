import { expect, it } from "vitest";
import { fingerprint64, fingerprintBucket } from "../../../src/ops/fingerprint64.js";
import { readGolden } from "../golden.js";

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
