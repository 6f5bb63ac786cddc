/** The methods that give one item of a column: of Polars, whose `get` fails for dates and lists, Arrow, flechette. */
const METHODS = ["getIndex", "get", "at"] as const;

/** Reads the cells of a column one by one. */
export function cellReader(column: unknown): (row: number) => unknown {
  if (typeof column !== "object" || column === null) return () => undefined;
  for (const name of METHODS) {
    const method: unknown = Reflect.get(column, name);
    if (typeof method === "function") return (row) => Reflect.apply(method, column, [row]);
  }
  return () => undefined;
}
