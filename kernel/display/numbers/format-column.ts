import { formatNumbers, type NumberKind } from "./format-numbers.js";

/** Numbers that stand below each other in a table, with as many decimals each as a column of figures has. */
export function formatColumn(
  values: readonly number[],
  kind: NumberKind,
  decimals?: number,
): string[] {
  return formatNumbers(values, kind, decimals).map((text) =>
    text.trimStart().replace(/ +$/, (blanks) => "0".repeat(blanks.length)),
  );
}
