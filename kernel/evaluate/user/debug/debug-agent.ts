/**
 * What the debugger asks of the process it debugs. Everything but `render` is done at once: while user
 * code is stopped, the event loop does not turn.
 */
import { describeNow } from "../../../display/describe-now.js";
import { inspectText } from "../../../display/inspect-text.js";
import { toBundle } from "../../../display/lower/to-bundle.js";
import type { MimeBundle } from "../../../display/mime-bundle.js";

export { renderValue as render } from "../../../display/render-value.js";
export { assign, describe, forget, list, readers, scope } from "./debug-variables.js";

/** What a value looks like as the result of a cell, as far as that can be told at once. */
export function renderNow(value: unknown): MimeBundle {
  const description = describeNow(value);
  return description === undefined
    ? { data: { "text/plain": inspectText(value) }, metadata: {} }
    : toBundle(description);
}

let carried: unknown;

/** Keeps a value for `carriedOver`, in the course of taking it from one scope to another. */
export function carry(value: unknown): void {
  carried = value;
}

export function carriedOver(): unknown {
  const value = carried;
  carried = undefined;
  return value;
}
