import { uncurry } from "../uncurry.js";
import type { ErrorReport } from "../user-messages.js";

/** as many errors of one kind as a run may leave uncaught; what follows is not told any more */
const MAX_ALIKE = 100;
const MAX_KINDS = 200;
const ENOUGH = `(${MAX_ALIKE} errors like this one so far: no more of them are shown)`;

const counts = new Map<string, number>();
const get = uncurry<typeof counts, [string], number | undefined>(counts.get);
const set = uncurry<typeof counts, [string, number], unknown>(counts.set);
const clear = uncurry<typeof counts, [], void>(counts.clear);
let kinds = 0;

/**
 * An error that nobody caught, as it is to be told; undefined when the run has told enough of its kind.
 * An interval that throws would otherwise fill the notebook.
 */
export function withoutFlood(run: number, error: ErrorReport): ErrorReport | undefined {
  const kind = `${run} ${kindOf(error)}`;
  const count = (get(counts, kind) ?? 0) + 1;
  if (count === 1 && ++kinds > MAX_KINDS) {
    clear(counts);
    kinds = 1;
  }
  set(counts, kind, count);
  if (count > MAX_ALIKE) return undefined;
  return count < MAX_ALIKE ? error : { ...error, message: `${error.message}\n${ENOUGH}` };
}

/** Its message may count upwards; without a place, it is all that there is. */
function kindOf({ name, message, frames }: ErrorReport): string {
  const place = frames[0];
  if (place === undefined) return `${name}: ${message}`;
  return `${name} ${place.source}:${place.line}:${place.column}`;
}
