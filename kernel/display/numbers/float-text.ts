const DIGITS = 7;

/** A float32 by the digits that it holds, without trailing zeros: `11.75`, `0.6666667`, `86666.66`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
  return String(Number(value.toPrecision(DIGITS)));
}
