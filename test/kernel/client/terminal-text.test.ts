import { expect, it } from "vitest";
import { settleTerminalText } from "../../../kernel/client/terminal-text.js";

it.each([
  ["plain\ntext\n", "plain\ntext\n"],
  ["10%\r20%\r100%\ndone", "100%\ndone"],
  ["long line\rshort", "shortline"],
  ["windows\r\nlines\r\n", "windows\nlines\n"],
  ["ab\bc", "ac"],
  ["\b\bx", "x"],
  ["abc\r\u001b[Kd", "d"],
  ["\u001b[31mab\r\u001b[32mc\u001b[0m", "\u001b[32mc\u001b[0mb"],
  ["🦆🦆\r🐸", "🐸🦆"],
])("settles %j", (text, settled) => {
  expect(settleTerminalText(text)).toBe(settled);
});
