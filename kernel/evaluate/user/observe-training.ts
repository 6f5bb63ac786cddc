import { randomUUID } from "node:crypto";
import { type FitObserver, type FitView, stopFits } from "../../../src/training/observe-fits.js";
import { progressLines } from "../../../src/training/progress-lines.js";
import type { RunningFit } from "../../../src/training/running-fit.js";
import { describeTraining } from "../../display/kinds/training.js";
import { toBundle } from "../../display/lower/to-bundle.js";
import { currentRun } from "./current-run.js";
import { sendEvent } from "./event-channel.js";
import { interruptState, isStopPending, TRAINING, takeStops } from "./interrupt-state.js";

const UPDATE_MS = 100;

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
