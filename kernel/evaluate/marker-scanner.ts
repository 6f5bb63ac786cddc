import { StringDecoder } from "node:string_decoder";
import { MARKER_END, MARKER_START } from "./user-messages.js";

const MARKER = new RegExp(`${MARKER_START}(\\d+)${MARKER_END}`, "g");
const LONGEST_MARKER = MARKER_START.length + MARKER_END.length + 16;

/** Splits what a descriptor carries into text and end-of-run markers, which may span chunks. */
export function createMarkerScanner(
  onText: (text: string) => void,
  onMarker: (run: number) => void,
): (chunk: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let held = "";
  return (chunk) => {
    const text = held + decoder.write(chunk);
    let position = 0;
    for (const match of text.matchAll(MARKER)) {
      if (match.index > position) onText(text.slice(position, match.index));
      onMarker(Number(match[1]));
      position = match.index + match[0].length;
    }
    const rest = text.slice(position);
    const cut = partialMarkerStart(rest);
    held = rest.slice(cut);
    if (cut > 0) onText(rest.slice(0, cut));
  };
}

/** where a marker that is still arriving may begin; the length of the text when none does */
function partialMarkerStart(text: string): number {
  const from = text.lastIndexOf(MARKER_START);
  if (from >= 0 && text.length - from < LONGEST_MARKER) return from;
  const at = text.lastIndexOf(MARKER_START.charAt(0));
  return at >= 0 && MARKER_START.startsWith(text.slice(at)) ? at : text.length;
}
