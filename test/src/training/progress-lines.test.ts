import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLines } from "../../../src/training/progress-lines.js";
import { RunningFit } from "../../../src/training/running-fit.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function train({ verbose, epochMs }: { verbose: number; epochMs: number }): string[] {
  const lines: string[] = [];
  const fit = new RunningFit();
  const view = progressLines(fit, (line) => lines.push(line));
  fit.beginTraining({ epochs: 4, initialEpoch: 0, steps: 2 }, verbose);
  view.update("begin");
  for (let epoch = 0; epoch < 4; epoch++) {
    fit.beginEpoch(epoch);
    for (let step = 0; step < 2; step++) {
      vi.advanceTimersByTime(epochMs / 2);
      fit.endStep({ size: 8, loss: 1 / (epoch + 1) });
      view.update("step");
    }
    fit.endEpoch({ loss: 1 / (epoch + 1) });
    view.update("epoch");
  }
  fit.end("finished");
  view.end();
  return lines;
}

test("verbose 2 prints one line per epoch", () => {
  expect(train({ verbose: 2, epochMs: 10 })).toEqual([
    "epoch 1/4, step 2/2, 5 ms/step, loss: 1.0000",
    "epoch 2/4, step 2/2, 5 ms/step, loss: 0.5000",
    "epoch 3/4, step 2/2, 5 ms/step, loss: 0.3333",
    "epoch 4/4, step 2/2, 5 ms/step, loss: 0.2500",
  ]);
});

test("verbose 1 prints a line a second at most, and always the last", () => {
  expect(train({ verbose: 1, epochMs: 400 })).toEqual([
    "epoch 3/4, step 2/2, 200 ms/step, loss: 0.3333",
    "epoch 4/4, step 2/2, 200 ms/step, loss: 0.2500",
  ]);
});

test("verbose 1 prints steps of long epochs", () => {
  expect(train({ verbose: 1, epochMs: 24_000 }).slice(0, 2)).toEqual([
    "epoch 1/4, step 1/2, 12.0 s/step, loss: 1.0000",
    "epoch 1/4, step 2/2, 12.0 s/step, loss: 1.0000",
  ]);
});

test("verbose 0 prints nothing", () => {
  expect(train({ verbose: 0, epochMs: 20_000 })).toEqual([]);
});

test("a stopped fit says where, with its loss", () => {
  const lines: string[] = [];
  const fit = new RunningFit();
  const view = progressLines(fit, (line) => lines.push(line));
  fit.beginTraining({ epochs: 2, initialEpoch: 0, steps: 4 }, 1);
  fit.beginEpoch(0);
  fit.endStep({ size: 2, loss: 0.5 });
  view.update("step");
  fit.end("stopped");
  view.end();
  expect(lines).toEqual([
    "stopped at epoch 1, step 1 of 4; the model keeps what it learned, loss: 0.5000",
  ]);
});
