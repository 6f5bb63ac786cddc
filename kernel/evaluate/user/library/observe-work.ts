import { durationText } from "../../../../src/training/fit-report.js";
import type { WorkObserver, WorkUnit } from "../../../../src/training/observe-work.js";
import type { ProgressBar } from "../../../display/description.js";
import { byteSize } from "../../../display/numbers/byte-size.js";
import { liveOutput } from "../output/live-output.js";

/** what is done by then was never in need of a bar */
const PATIENCE_MS = 1000;

/** Shows work that takes longer than a second in the output of its cell. */
export const workObserver: WorkObserver = {
  begin: (label, unit) => {
    const output = liveOutput();
    const began = performance.now();
    let done = 0;
    let total: number | undefined;
    const describe = (): ProgressBar => ({
      kind: "progress",
      label,
      done,
      total,
      facts: factsOf(unit, done, performance.now() - began),
    });
    return {
      update: (nowDone, ofTotal) => {
        done = nowDone;
        total = ofTotal;
        if (performance.now() - began >= PATIENCE_MS) output.update(describe);
      },
      end: () => {
        if (output.isShown) output.show(describe());
      },
    };
  },
};

function factsOf(unit: WorkUnit, done: number, ms: number): string[] {
  const rate = done / (ms / 1000);
  const speed = unit === "byte" ? byteSize(rate) : `${Number(rate.toPrecision(3))} batches`;
  return [...(unit === "byte" ? [byteSize(done)] : []), durationText(ms), `${speed}/s`];
}
