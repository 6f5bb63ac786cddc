import type { MimeBundle } from "./mime-bundle.js";
import { visibleLine } from "./text/visible-text.js";

/** What was thrown while a value was about to be shown. */
export interface Failure {
  readonly thrown: unknown;
}

/** A value that could not show itself, as text: with what was thrown, in one line. */
export function withFailure({ data, metadata }: MimeBundle, { thrown }: Failure): MimeBundle {
  const text = `${data["text/plain"]}\n(not shown otherwise: ${failureText(thrown)})`;
  return { data: { ...data, "text/plain": text }, metadata };
}

export function failureText(thrown: unknown): string {
  try {
    return visibleLine(String(thrown));
  } catch {
    return "an error that cannot be printed";
  }
}
