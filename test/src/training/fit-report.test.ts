import { expect, test } from "vitest";
import {
  durationText,
  type FitReport,
  fitLine,
  metricText,
  stoppedText,
} from "../../../src/training/fit-report.js";

const report: FitReport = {
  status: "running",
  epoch: 2,
  epochs: 5,
  step: 17,
  steps: 40,
  totalSteps: 57,
  metrics: { loss: 0.69312, acc: 0.5, val_loss: 0.0001234 },
  losses: [],
  elapsedMs: 1000,
  stepMs: 12.4,
  remainingMs: 2000,
};

test("a report is one line with the place, the pace and the metrics", () => {
  expect(fitLine(report)).toBe(
    "epoch 2/5, step 17/40, 12 ms/step, loss: 0.6931, acc: 0.5000, val_loss: 1.2340e-4",
  );
});

test("a line leaves out what is not known yet", () => {
  expect(fitLine({ ...report, steps: undefined, stepMs: undefined, metrics: {} })).toBe(
    "epoch 2/5, step 17",
  );
});

test("a stopped fit says at which step", () => {
  expect(stoppedText(report)).toBe(
    "stopped at epoch 2, step 17 of 40; the model keeps what it learned",
  );
  expect(stoppedText({ ...report, steps: undefined })).toContain("epoch 2, step 17;");
  expect(stoppedText({ ...report, totalSteps: 0 })).toBe(
    "stopped before the first step; the model is as it was",
  );
});

test.each([
  [0, "0 s"],
  [0.84, "840 µs"],
  [3.26, "3.3 ms"],
  [12.4, "12 ms"],
  [999.6, "1.0 s"],
  [3_210, "3.2 s"],
  [59_960, "1:00"],
  [245_000, "4:05"],
  [3_729_000, "1:02:09"],
])("%d milliseconds are %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [0, "0.0000"],
  [-0.0005, "-5.0000e-4"],
  [12.5, "12.5000"],
  [Number.NaN, "NaN"],
])("a metric of %d is %s", (value, text) => {
  expect(metricText(value)).toBe(text);
});
