import type { Description } from "../description.js";
import { boundedText } from "../inspect-text.js";
import { isContainer, partsOf } from "./container.js";
import { objectTree } from "./object-tree.js";
import { listingOnce } from "./own-keys.js";

const FLAT_LEVELS = 3;
const MOST_READ = 3_000;

/**
 * Any value that no renderer knows, as `util.inspect` prints it. A container of more than three nested
 * levels, or too long for 24 lines, is a tree in html.
 */
export function describeObject(value: unknown): Description {
  return listingOnce(() => describe(value));
}

function describe(value: unknown): Description {
  const { text, isCut } = boundedText(value);
  try {
    if (isContainer(value) && (isCut || isNested(value))) {
      return { kind: "tree", text, root: objectTree(value) };
    }
  } catch {
    // such as an array that a cell gave the prototype of something else
  }
  return { kind: "plain", text };
}

/** Whether containers stand more than three levels below the value, as far as 3000 of its parts tell. */
function isNested(value: object): boolean {
  const seen = new Set<unknown>([value]);
  let level: readonly object[] = [value];
  let read = 0;
  for (let depth = 0; depth <= FLAT_LEVELS; depth++) {
    const below: object[] = [];
    for (const container of level) {
      if (read >= MOST_READ) break;
      const { parts } = partsOf(container, MOST_READ - read);
      read += parts.length;
      for (const part of parts) {
        if (seen.has(part.value) || !isContainer(part.value)) continue;
        seen.add(part.value);
        below.push(part.value);
      }
    }
    if (below.length === 0) return false;
    level = below;
  }
  return true;
}
