import { randomUUID } from "node:crypto";
import type { FitObserver, FitView } from "../../src/training/observe-fits.js";
import { progressLines } from "../../src/training/progress-lines.js";
import type { RunningFit } from "../../src/training/running-fit.js";
import { describeTraining } from "../display/kinds/training.js";
import { toBundle } from "../display/lower/to-bundle.js";
import type { Host } from "./host.js";
import { sendInOrder } from "./send-in-order.js";

const UPDATE_MS = 200;

/** Shows every fit as an output that is replaced in place; `verbose: 2` prints lines, 0 nothing. */
export function showTraining({ openOutput }: Host): FitObserver {
  return {
    begin: (fit) => {
      const bar = progressBar(fit, openOutput(randomUUID()));
      const lines = progressLines(fit, (line) => console.log(line));
      const chosen = () => (fit.verbose > 1 ? lines : bar);
      return { update: (moment) => chosen().update(moment), end: () => chosen().end() };
    },
  };
}

function progressBar(fit: RunningFit, output: ReturnType<Host["openOutput"]>): FitView {
  let shownAt: number | undefined;
  const show = () => {
    sendInOrder(output, toBundle(describeTraining(fit.report())), shownAt !== undefined);
    shownAt = performance.now();
  };
  return {
    update: () => {
      const due = shownAt === undefined || performance.now() - shownAt >= UPDATE_MS;
      if (fit.verbose === 1 && due) show();
    },
    // a fit that was refused its data has shown nothing yet
    end: () => {
      if (shownAt !== undefined) show();
    },
  };
}
