import { fitLine, metricText, stoppedText } from "./fit-report.js";
import type { FitObserver, FitView } from "./observe-fits.js";
import type { RunningFit } from "./running-fit.js";

const EPOCH_LINE_MS = 1000;
const STEP_LINE_MS = 10_000;

/**
 * Prints how fits come on as plain lines to the standard error. With `verbose: 1`, the default, only in
 * a terminal, a line a second at most; with `verbose: 2` everywhere, one line per epoch; with 0 none.
 */
export function terminalProgress(): FitObserver {
  return {
    begin: (fit) =>
      progressLines(fit, (line) => {
        if (fit.verbose > 1 || process.stderr.isTTY) process.stderr.write(`${line}\n`);
      }),
  };
}

/** One line per epoch with `verbose: 2`; with 1 fewer for quick epochs and more for long ones. */
export function progressLines(fit: RunningFit, print: (line: string) => void): FitView {
  let printed = performance.now();
  let held: string | undefined;
  const say = (line: string) => {
    printed = performance.now();
    held = undefined;
    print(line);
  };
  return {
    update: (moment) => {
      if (fit.verbose === 0 || moment === "begin") return;
      const quiet = performance.now() - printed;
      if (moment === "epoch") {
        held = fitLine(fit.report());
        if (fit.verbose > 1 || quiet >= EPOCH_LINE_MS) say(held);
      } else if (fit.verbose === 1 && quiet >= STEP_LINE_MS) {
        say(fitLine(fit.report()));
      }
    },
    end: () => {
      if (fit.verbose === 0) return;
      const report = fit.report();
      if (held !== undefined) say(held);
      if (report.status !== "stopped") return;
      const { loss } = report.metrics;
      say(stoppedText(report) + (loss === undefined ? "" : `, loss: ${metricText(loss)}`));
    },
  };
}
