import { expect, test } from "vitest";
import type { MimeBundle } from "../../../kernel/display/mime-bundle.js";
import { settled } from "../../../kernel/guest/send-in-order.js";
import { showTraining } from "../../../kernel/guest/training.js";
import { tf } from "../../../src/index.js";
import { setFitObserver } from "../../../src/training/observe-fits.js";
import { terminalProgress } from "../../../src/training/progress-lines.js";

function train(verbose: 0 | 1) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ loss: "meanSquaredError", optimizer: "sgd" });
  return model.fit(tf.ones([8, 1]), tf.ones([8, 1]), { epochs: 2, verbose });
}

test("a fit is one output that is replaced, and ends at its last step", async () => {
  const sent: [MimeBundle, boolean][] = [];
  const openOutput = () => (bundle: MimeBundle, update: boolean) =>
    void sent.push([bundle, update]);
  setFitObserver(showTraining({ openOutput }));
  try {
    await train(0);
    await settled();
    expect(sent).toEqual([]);
    await train(1);
    await settled();
  } finally {
    setFitObserver(terminalProgress());
  }
  expect(sent.map(([, update]) => update)).toEqual(sent.map((_, i) => i > 0));
  expect(sent[0]![0].data["text/plain"]).toMatch(/^epoch 1\/2/);
  expect(sent.at(-1)![0].data["text/plain"]).toMatch(/^epoch 2\/2.*1\/1/);
});
