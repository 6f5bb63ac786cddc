import { expect, test } from "vitest";
import { describeTraining } from "../../../../kernel/display/kinds/training.js";
import { toHtml } from "../../../../kernel/display/lower/to-html.js";
import { toText } from "../../../../kernel/display/lower/to-text.js";
import type { FitReport } from "../../../../src/training/fit-report.js";

const running: FitReport = {
  status: "running",
  epoch: 2,
  epochs: 5,
  step: 10,
  steps: 40,
  totalSteps: 50,
  metrics: { loss: 0.5, acc: 0.75 },
  losses: [4, 3, 2, 1],
  elapsedMs: 1_000,
  stepMs: 20,
  remainingMs: 3_000,
};

test("training shows a bar, the pace, the time left and the loss in its course", () => {
  expect(toText(describeTraining(running))).toBe(
    "epoch 2/5 [=====               ] 10/40, 20 ms/step, 3.0 s left\nloss 0.5000 █▆▃▁  acc 0.7500",
  );
  const html = toHtml(describeTraining(running));
  expect(html).toContain('<progress max="40" value="10"></progress> 10/40');
  expect(html).toContain("loss 0.5000");
});

test("before the first step there is a bar and nothing else", () => {
  const begun = {
    ...running,
    epoch: 0,
    step: 0,
    totalSteps: 0,
    metrics: {},
    losses: [],
    stepMs: undefined,
    remainingMs: undefined,
  };
  expect(toText(describeTraining(begun))).toBe("epoch 1/5 [                    ] 0/40");
});

test("a bar of unknown length counts", () => {
  const text = toText(describeTraining({ ...running, steps: undefined, remainingMs: undefined }));
  expect(text).toMatch(/^epoch 2\/5 10, 20 ms\/step\n/);
  expect(toHtml(describeTraining({ ...running, steps: undefined }))).toContain(
    "<progress></progress> 10 ",
  );
});

test("the final state says how much was done and how it ended", () => {
  const text = (status: FitReport["status"]) => toText(describeTraining({ ...running, status }));
  expect(text("finished")).toMatch(/10\/40, 20 ms\/step, 50 steps in 1\.0 s\nloss.*$/);
  expect(text("stopped")).toMatch(
    /\nstopped at epoch 2, step 10 of 40; the model keeps what it learned$/,
  );
  expect(text("failed")).toMatch(/\nended by an error$/);
});
