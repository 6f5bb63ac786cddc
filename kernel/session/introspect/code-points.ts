/** Jupyter counts cursor positions in code points, JavaScript in UTF-16 code units. */
export function toCodeUnits(text: string, codePoints: number): number {
  let units = 0;
  for (let left = codePoints; left > 0 && units < text.length; left--) {
    units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  }
  return units;
}

export function toCodePoints(text: string, codeUnits: number): number {
  let points = 0;
  const end = Math.min(codeUnits, text.length);
  for (let unit = 0; unit < end; points++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
  return points;
}
