/** Replaces `[start, end)` of a text; the number of line breaks stays the same. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface EditedText {
  readonly text: string;
  /** column in the original of a position (0-based) in the edited text; lines are the same */
  readonly toOriginal: (line: number, column: number) => number;
}

/** Applies edits that neither overlap nor change the number of lines. */
export function applyEdits(original: string, edits: readonly Edit[]): EditedText {
  if (edits.length === 0) return { text: original, toOriginal: (_line, column) => column };
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  /** edited offset -> original offset, at the end of each edit */
  const anchors: { readonly edited: number; readonly original: number }[] = [];
  let position = 0;
  let length = 0;
  for (const { start, end, text } of sorted) {
    const kept = original.slice(position, start);
    parts.push(kept, text);
    length += kept.length;
    anchors.push({ edited: length, original: start });
    length += text.length;
    anchors.push({ edited: length, original: end });
    position = end;
  }
  parts.push(original.slice(position));
  const text = parts.join("");
  const editedLines = lineStarts(text);
  const originalLines = lineStarts(original);

  const toOriginal = (line: number, column: number): number => {
    const offset = (editedLines[line] ?? 0) + column;
    let anchor = { edited: 0, original: 0 };
    let next = Number.POSITIVE_INFINITY;
    for (const candidate of anchors) {
      if (candidate.edited <= offset) anchor = candidate;
      else {
        next = candidate.original;
        break;
      }
    }
    const mapped = Math.min(anchor.original + offset - anchor.edited, next);
    return Math.max(0, mapped - (originalLines[line] ?? 0));
  };
  return { text, toOriginal };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
