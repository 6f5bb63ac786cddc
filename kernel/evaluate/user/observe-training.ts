import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { type FitObserver, type FitView, stopFits } from "../../../src/training/observe-fits.js";
import { progressLines } from "../../../src/training/progress-lines.js";
import type { RunningFit } from "../../../src/training/running-fit.js";
import { currentRun } from "./current-run.js";
import { sendEvent } from "./event-channel.js";
import { interruptState, isStopPending, TRAINING, takeStops } from "./interrupt-state.js";
import { IntrinsicPromise } from "./intrinsics.js";
import { displaysSettled } from "./pending-displays.js";

type Training = typeof import("../../display/kinds/training.js");
type ToBundle = typeof import("../../display/lower/to-bundle.js");

const UPDATE_MS = 100;
const DISPLAY_MS = 200;
// at once and not before the first fit
const require = createRequire(import.meta.url);

export interface TrainingObserver {
  readonly observer: FitObserver;
  /** whether a fit has taken up this interrupt before the event loop could */
  tookUp(interrupt: number): boolean;
}

/** Shows every fit in the output of its cell, and stops it between two steps. */
export function observeTraining(): TrainingObserver {
  let lastTaken = 0;
  return {
    tookUp: (interrupt) => lastTaken >= interrupt,
    observer: {
      begin: (fit) => {
        Atomics.add(interruptState, TRAINING, 1);
        const view = createView(fit);
        return {
          update: view.update,
          turn: earlierOutput,
          end: () => {
            Atomics.sub(interruptState, TRAINING, 1);
            view.end();
          },
        };
      },
      shouldStop: () => {
        if (!isStopPending()) return false;
        lastTaken = takeStops();
        // whichever of several fits sees it first
        stopFits();
        return true;
      },
    },
  };
}

/** What is shown waits for displays that are still being made, and those for a turn of the event loop. */
function earlierOutput(): Promise<void> {
  return IntrinsicPromise.race([displaysSettled(), pause(DISPLAY_MS, undefined, { ref: false })]);
}

function createView(fit: RunningFit): FitView {
  const bar = progressBar(fit);
  const lines = progressLines(fit, (line) => process.stdout.write(`${line}\n`));
  const chosen = () => (fit.verbose > 1 ? lines : bar);
  return { update: (moment) => chosen().update(moment), end: () => chosen().end() };
}

/** One output, replaced in place. It is sent at once, so that it is seen while the next step computes. */
function progressBar(fit: RunningFit): FitView {
  const run = currentRun();
  const displayId = randomUUID();
  let shown = 0;
  let isShown = false;
  const show = () => {
    const { describeTraining } = require("../../display/kinds/training.js") as Training;
    const { toBundle } = require("../../display/lower/to-bundle.js") as ToBundle;
    const bundle = toBundle(describeTraining(fit.report()));
    sendEvent({ type: "display", run, bundle, displayId, update: isShown });
    isShown = true;
    shown = performance.now();
  };
  return {
    update: () => {
      if (fit.verbose !== 1 || (isShown && performance.now() - shown < UPDATE_MS)) return;
      show();
    },
    // a fit that was refused its data has shown nothing yet
    end: () => {
      if (isShown) show();
    },
  };
}
