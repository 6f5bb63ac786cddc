import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { type FitObserver, type FitView, stopFits } from "../../../../src/training/observe-fits.js";
import { progressLines } from "../../../../src/training/progress-lines.js";
import type { RunningFit } from "../../../../src/training/running-fit.js";
import {
  interruptState,
  isStopPending,
  TRAINING,
  takeStops,
} from "../interrupt/interrupt-state.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { liveOutput } from "../output/live-output.js";
import { displaysSettled } from "../output/pending-displays.js";

type Training = typeof import("../../../display/kinds/training.js");

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

function progressBar(fit: RunningFit): FitView {
  const output = liveOutput();
  const describe = () => {
    const { describeTraining } = require("../../../display/kinds/training.js") as Training;
    return describeTraining(fit.report());
  };
  return {
    update: () => {
      if (fit.verbose === 1) output.update(describe);
    },
    // a fit that was refused its data has shown nothing yet
    end: () => {
      if (output.isShown) output.show(describe());
    },
  };
}
