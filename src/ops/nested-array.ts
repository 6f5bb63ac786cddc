/** Values nested to any depth, every row of a level equally long. */
export type NestedArray<T> = T | readonly NestedArray<T>[];

/** One leaf of a plain array. */
export type Leaf = string | number | boolean;

/** The leaves of a nested array in row-major order. A flat input is returned as it is, not copied. */
export interface Flattened {
  readonly shape: readonly number[];
  readonly leaves: readonly Leaf[];
}

/** Flattens a nested array. Throws, naming `owner`, when rows differ in length or depth. */
export function flattenNested(owner: string, nested: NestedArray<Leaf>): Flattened {
  if (!isRow(nested)) return { shape: [], leaves: [nested] };
  const shape: number[] = [];
  for (let level: NestedArray<Leaf> = nested; isRow(level); level = level[0]!) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const leaves: Leaf[] = [];
  const depth = shape.length;
  if (depth === 1) {
    for (const leaf of nested) if (isRow(leaf)) throw raggedError(owner, [0]);
    return { shape, leaves: nested as readonly Leaf[] }; // checked: no rows inside
  }
  const path: number[] = [];
  const visit = (row: readonly NestedArray<Leaf>[], level: number): void => {
    if (row.length !== shape[level]) throw raggedError(owner, path);
    for (let i = 0; i < row.length; i++) {
      const item = row[i]!;
      if (level === depth - 1) {
        if (isRow(item)) throw raggedError(owner, [...path, i]);
        leaves.push(item);
      } else {
        if (!isRow(item)) throw raggedError(owner, [...path, i]);
        path.push(i);
        visit(item, level + 1);
        path.pop();
      }
    }
  };
  visit(nested, 0);
  return { shape, leaves };
}

function isRow(value: NestedArray<Leaf>): value is readonly NestedArray<Leaf>[] {
  return Array.isArray(value);
}

function raggedError(owner: string, path: readonly number[]): Error {
  return new Error(
    `${owner}: rows of a nested array must be equally long and equally deep. ` +
      `Received: a different row at [${path.join("][")}]`,
  );
}
