/** A number for a summary: three decimals or three digits, powers of ten outside 1e-4 ... 1e6. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e6 || size < 1e-4) {
    const [digits = "", exponent = ""] = value.toExponential(2).split("e");
    return `${Number(digits)}e${exponent.replace("+", "")}`;
  }
  if (size >= 1) return String(Number(value.toFixed(3)));
  return String(Number(value.toPrecision(3)));
}

/** A count with thousands separated by commas. The locale's own formatter takes 15 ms to load. */
export function countText(count: number): string {
  return Number.isInteger(count) && Math.abs(count) < 1e15
    ? String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")
    : count.toLocaleString("en");
}
