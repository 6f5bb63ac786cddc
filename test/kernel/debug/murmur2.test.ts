import { expect, test } from "vitest";
import { murmur2 } from "../../../kernel/debug/murmur2.js";

// ipykernel.compiler.murmur2_x86(text, 0xC70F6907)
const HASHES = {
  "": 3990065800,
  a: 2167009006,
  ab: 2805137849,
  abc: 3350977461,
  abcd: 804720481,
  "const x = 1;\nx": 552911769,
  "héllo – 😀": 4067801505,
};

test.each(Object.entries(HASHES))("the hash of %j is the one of other kernels", (text, hash) => {
  expect(murmur2(text, 0xc70f6907)).toBe(hash);
});

test("another seed gives another hash", () => {
  expect(murmur2("abc", 0x70726570)).toBe(814836479);
});
