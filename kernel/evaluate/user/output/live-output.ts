import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { Description } from "../../../display/description.js";
import { currentRun } from "../current-run.js";
import { sendEvent } from "./event-channel.js";

type ToBundle = typeof import("../../../display/lower/to-bundle.js");

const UPDATE_MS = 100;
// at once and not before the first output
const require = createRequire(import.meta.url);

/** One output of the running cell, replaced in place. */
export interface LiveOutput {
  readonly isShown: boolean;
  /** shows it now: it is sent before this returns, so that it is seen while the cell goes on computing */
  show(description: Description): void;
  /** the same, but at most ten times a second; what it shows is only made when it is due */
  update(describe: () => Description): void;
}

export function liveOutput(): LiveOutput {
  const run = currentRun();
  const displayId = randomUUID();
  let shownAt = Number.NEGATIVE_INFINITY;
  const show = (description: Description) => {
    const { toBundle } = require("../../../display/lower/to-bundle.js") as ToBundle;
    const update = shownAt > Number.NEGATIVE_INFINITY;
    sendEvent({ type: "display", run, bundle: toBundle(description), displayId, update });
    shownAt = performance.now();
  };
  return {
    get isShown() {
      return shownAt > Number.NEGATIVE_INFINITY;
    },
    show,
    update: (describe) => {
      if (performance.now() - shownAt >= UPDATE_MS) show(describe());
    },
  };
}
