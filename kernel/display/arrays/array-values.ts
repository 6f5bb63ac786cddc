/** The indices of one axis that are shown: `head` of them, then `hidden` left out, then the rest. */
export interface ShownAxis {
  readonly indices: readonly number[];
  readonly head: number;
  readonly hidden: number;
}

/** The shown part of an array: one formatted cell for each combination of shown indices, row by row. */
export interface ArrayValues {
  readonly axes: readonly ShownAxis[];
  readonly cells: readonly string[];
  /** -1 ... 1 for each cell: how strongly html tints it, NaN for not at all */
  readonly heat?: readonly number[];
  /** text reads from the left, numbers from the right */
  readonly align: "left" | "right";
}

/** Shows `head` indices from the start of an axis and `tail` from its end. */
export function shownAxis(length: number, head: number, tail: number): ShownAxis {
  if (length <= head + tail) {
    return { indices: Array.from({ length }, (_, i) => i), head: length, hidden: 0 };
  }
  const first = Array.from({ length: head }, (_, i) => i);
  const last = Array.from({ length: tail }, (_, i) => length - tail + i);
  return { indices: [...first, ...last], head, hidden: length - head - tail };
}

/** Positions in row-major data of all combinations of shown indices. */
export function shownPositions(shape: readonly number[], axes: readonly ShownAxis[]): number[] {
  let positions = [0];
  shape.forEach((length, axis) => {
    const indices = axes[axis]?.indices ?? [];
    positions = positions.flatMap((position) => indices.map((index) => position * length + index));
  });
  return positions;
}
