/** The shape that a nested array has if all of its rows are like the first; [] for one value. */
export function shapeOfNested(value: unknown): number[] {
  const shape: number[] = [];
  for (let at = value; Array.isArray(at); at = at[0]) shape.push(at.length);
  return shape;
}
