/**
 * A value as JSON holds it: rows of Arrow become records, dates text, integers that are too long for a
 * number text, functions nothing. Throws a `TypeError` for an object that contains itself.
 */
export function plainJson(value: unknown): unknown {
  // of a function there is no text
  const text: string | undefined = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? jsonInteger(inner) : inner,
  );
  return text === undefined ? null : JSON.parse(text);
}

/** JSON itself has no room for a bigint and throws. */
function jsonInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
