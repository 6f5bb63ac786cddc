const ESC = String.fromCharCode(27);
const ERASE = `${ESC}\\[[012]?K`;
const COLOUR = `${ESC}\\[[\\d;]*m`;
// a colour takes no column, so it travels with the character after it
const PIECE = new RegExp(`[\\r\\b]|${ERASE}|(?:${COLOUR})+(?:[^\\r\\b]|$)|[^\\r\\b]`, "gu");
const END_COLOUR = new RegExp(`^(?:${COLOUR})+$`);

/**
 * The text a terminal would be left with: `\r` returns to the start of the line, where later
 * characters overwrite earlier ones, and `\b` goes one back. Progress bars leave one line.
 */
export function settleTerminalText(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.split("\n").map(settleLine).join("\n");
}

function settleLine(line: string): string {
  const ended = line.replace(/\r+$/, "");
  if (!/[\r\b]/.test(ended)) return ended;
  const shown: string[] = [];
  let column = 0;
  for (const [piece] of ended.matchAll(PIECE)) {
    if (piece === "\r") column = 0;
    else if (piece === "\b") column = Math.max(0, column - 1);
    else if (piece.startsWith(ESC) && piece.endsWith("K")) shown.length = column;
    else if (END_COLOUR.test(piece))
      shown[Math.max(0, column - 1)] = `${shown[column - 1] ?? ""}${piece}`;
    else shown[column++] = piece;
  }
  return shown.join("");
}
