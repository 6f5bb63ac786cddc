/** How a number type is stored, which decides how many digits tell two neighbours apart. */
export type NumberKind = "float32" | "float64" | "integer";

export const MOST_DECIMALS = 8;
const SMALL = 1e-4;
const STILL_SMALL = 1e-2;

/**
 * Formats numbers that stand together, all as wide as the widest, much as numpy does: the shortest
 * digits that identify each value, at most `decimals` (8), points aligned. All are written as powers
 * of ten when the largest is 1e8 or more, when they are all small (below 1e-2, some below 1e-4), or
 * when a value would otherwise be written as 0.
 */
export function formatNumbers(
  values: readonly number[],
  kind: NumberKind,
  decimals: number = MOST_DECIMALS,
): string[] {
  return alignRight(kind === "integer" ? values.map(String) : formatFloats(values, kind, decimals));
}

type FloatKind = "float32" | "float64";

function formatFloats(values: readonly number[], kind: FloatKind, most: number): string[] {
  const sizes = values.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const whole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  // numpy turns to powers for a ratio of 1000 too, and then pixels and probabilities read badly
  const powers =
    largest >= 1e8 ||
    smallest < 0.5 * 10 ** -most ||
    (smallest < SMALL && largest < STILL_SMALL && sizes.length > 0);
  if (powers) return scientific(values, kind, most);
  if (whole) return values.map((value) => exception(value) ?? String(value + 0));
  return positional(values, kind, most);
}

function positional(values: readonly number[], kind: FloatKind, most: number): string[] {
  const parts = values.map((value) => {
    const special = exception(value);
    if (special !== undefined) return special;
    const fixed = shortest(value, kind).toFixed(most).replace(/0+$/, "");
    return Object.is(value, -0) ? `-${fixed}` : fixed;
  });
  const decimals = Math.max(...parts.map((part) => part.length - pointAt(part) - 1));
  return parts.map((part) =>
    part.includes(".") ? part + " ".repeat(decimals - (part.length - pointAt(part) - 1)) : part,
  );
}

function pointAt(part: string): number {
  const at = part.indexOf(".");
  return at < 0 ? part.length - 1 : at;
}

function scientific(values: readonly number[], kind: FloatKind, most: number): string[] {
  const finite = values.filter(Number.isFinite);
  const decimals = Math.max(
    0,
    ...finite.map(
      (value) => (/\.(\d+)e/.exec(shortest(value, kind).toExponential())?.[1] ?? "").length,
    ),
  );
  return values.map((value) => {
    const special = exception(value);
    if (special !== undefined) return special;
    const text = shortest(value, kind).toExponential(Math.min(decimals, most));
    const [digits = "", exponent = ""] = text.split("e");
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  });
}

function exception(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? undefined : value > 0 ? "Inf" : "-Inf";
}

/** The number of fewest digits that is stored as the same float32. */
function shortest(value: number, kind: FloatKind): number {
  if (kind === "float64") return value;
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}

function alignRight(texts: readonly string[]): string[] {
  const width = texts.reduce((widest, text) => Math.max(widest, text.length), 0);
  return texts.map((text) => text.padStart(width));
}

/** One number by itself, with the digits that identify it. */
export function formatNumber(value: number, kind: NumberKind): string {
  if (kind === "integer") return String(value);
  return exception(value) ?? (Object.is(value, -0) ? "-0" : String(shortest(value, kind)));
}
