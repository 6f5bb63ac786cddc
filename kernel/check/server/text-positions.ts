/** A place as language servers count: lines and UTF-16 units from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextPositions {
  toPosition(offset: number): Position;
  toOffset(position: Position): number;
}

export function textPositions(text: string): TextPositions {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + lineBreak.length);
  }
  return {
    toPosition: (offset) => {
      const line = starts.findLastIndex((start) => start <= offset);
      return { line, character: offset - starts[line]! };
    },
    toOffset: ({ line, character }) => {
      const start = starts[line];
      return start === undefined ? text.length : Math.min(start + character, text.length);
    },
  };
}

/** from a place in a cell to the one in its document, which has a header line */
export function above({ line, character }: Position): Position {
  return { line: line + 1, character };
}

export function below({ line, character }: Position): Position {
  return { line: line - 1, character };
}
