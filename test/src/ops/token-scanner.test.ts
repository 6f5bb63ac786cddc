import { describe, expect, it } from "vitest";
import { ByteTokenTable } from "../../../src/ops/byte-token-table.js";
import { splitText } from "../../../src/ops/split-text.js";
import { standardizeText } from "../../../src/ops/standardize-text.js";
import { TokenScanner } from "../../../src/ops/token-scanner.js";
import { randomBits } from "../../../src/random/philox.js";

const LETTERS = [
  ..."abcAZ09 \t\n\v\f\r!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'\0\x1c\x7f\u0085\u00a0é日😀",
];

function drawnTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    Array.from(randomBits([11, i], 40), (bits) => LETTERS[bits % LETTERS.length]!).join(""),
  );
}

describe("TokenScanner", () => {
  it.each(["lower_and_strip_punctuation", "lower", "strip_punctuation", null] as const)(
    "finds the tokens that standardizing and splitting finds: %s",
    (how) => {
      const texts = drawnTexts(300);
      const expected = texts.map((text) => splitText(standardizeText(text, how), "whitespace"));
      const table = new ByteTokenTable();
      const scanner = new TokenScanner(table, how);
      const numbers = texts.map((text) => Array.from(scanner.add(text)));
      const tokens = table.tokens();
      expect(numbers.map((row) => row.map((number) => tokens[number]))).toEqual(expected);
      expect(new Set(tokens).size).toBe(tokens.length);
      const encoder = new TextEncoder();
      const rows = scanner.lookUp(texts.map((text) => encoder.encode(text)));
      expect(Array.from(rows.values)).toEqual(numbers.flat());
      expect(rows.ends.at(-1)).toBe(numbers.flat().length);
    },
  );

  it("leaves the table alone when it looks up", () => {
    const table = new ByteTokenTable();
    table.add("known");
    const { values } = new TokenScanner(table, "lower").lookUp(["Known unknown", "", "known"]);
    expect(Array.from(values)).toEqual([0, -1, 0]);
    expect(table.size).toBe(1);
  });
});

describe("ByteTokenTable", () => {
  it("keeps its numbers while it grows", () => {
    const table = new ByteTokenTable();
    const tokens = Array.from({ length: 20_000 }, (_, i) => `token ${i}`);
    expect(tokens.map((token) => table.add(token))).toEqual(tokens.map((_, i) => i));
    expect(tokens.map((token) => table.add(token))).toEqual(tokens.map((_, i) => i));
    expect(table.tokens()).toEqual(tokens);
  });

  it("holds the empty token and one of a byte order mark", () => {
    const table = new ByteTokenTable();
    expect(["", "\ufeff", ""].map((token) => table.add(token))).toEqual([0, 1, 0]);
    expect(table.tokens()).toEqual(["", "\ufeff"]);
  });
});
