import type { io, LayersModel, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ready, tf } from "../../../src/index.js";
import type { FitReport } from "../../../src/training/fit-report.js";
import { abandonFits, setFitObserver, stopFits } from "../../../src/training/observe-fits.js";
import type { RunningFit } from "../../../src/training/running-fit.js";

interface Seen {
  readonly moments: string[];
  readonly reports: FitReport[];
  fit?: RunningFit;
}

/** follows fits, and stops the first of them after `stopAfter` steps */
function follow(stopAfter = Number.POSITIVE_INFINITY): Seen {
  const seen: Seen = { moments: [], reports: [] };
  let steps = 0;
  setFitObserver({
    begin: (fit) => {
      seen.fit = fit;
      const note = (moment: string) => {
        seen.moments.push(moment);
        seen.reports.push(fit.report());
        if (moment === "step") steps++;
      };
      return { update: note, end: () => note("end") };
    },
    shouldStop: () => steps === stopAfter,
  });
  return seen;
}

function compiled(model: LayersModel): LayersModel {
  model.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: ["mae"] });
  return model;
}

function sequential(): LayersModel {
  return compiled(tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }));
}

function functional(): LayersModel {
  const inputs = tf.input({ shape: [2] });
  const outputs = tf.layers.dense({ units: 1 }).apply(inputs) as SymbolicTensor;
  return compiled(tf.model({ inputs, outputs }));
}

async function loaded(): Promise<LayersModel> {
  let saved: io.ModelArtifacts = {};
  await functional().save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return compiled(await tf.loadLayersModel(tf.io.fromMemory(saved)));
}

let xs: Tensor;
let ys: Tensor;
beforeAll(async () => {
  await ready();
  xs = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5, 2]).div(10);
  ys = xs.sum(1, true);
});
afterEach(() => {
  follow();
});

test.each([
  ["a sequential model", sequential],
  ["a functional model", functional],
  ["a loaded model", loaded],
])("every step and epoch of %s is reported", async (_name, make) => {
  const seen = follow();
  await (await make()).fit(xs, ys, { epochs: 2, batchSize: 2 });
  const epoch = ["step", "step", "step", "epoch"];
  expect(seen.moments).toEqual(["begin", ...epoch, ...epoch, "end"]);
  expect(seen.reports.at(-1)).toMatchObject({
    status: "finished",
    epoch: 2,
    epochs: 2,
    step: 3,
    steps: 3,
    totalSteps: 6,
  });
});

test("metrics are those of tfjs's own history, validation too", async () => {
  const seen = follow();
  const { history } = await functional().fit(xs, ys, {
    epochs: 2,
    batchSize: 2,
    validationSplit: 0.4,
  });
  const metrics = seen.reports.at(-1)?.metrics ?? {};
  expect(Object.keys(metrics).sort()).toEqual(["loss", "mae", "val_loss", "val_mae"]);
  for (const [name, values] of Object.entries(history)) {
    expect(metrics[name]).toBeCloseTo(Number(values[1]), 6);
  }
});

test("the steps of a dataset of unknown size are known after its first epoch", async () => {
  const seen = follow();
  const rows = tf.data.generator(function* () {
    for (let i = 0; i < 3; i++) yield { xs: xs.clone(), ys: ys.clone() };
  });
  await functional().fitDataset(rows, { epochs: 2 });
  expect(seen.reports[1]).toMatchObject({ step: 1, steps: undefined });
  expect(seen.reports.at(-1)).toMatchObject({ step: 3, steps: 3 });
});

test("the user's callbacks run and tensors do not pile up", async () => {
  follow();
  const model = functional();
  await model.fit(xs, ys);
  const before = tf.memory().numTensors;
  const called: string[] = [];
  await model.fit(xs, ys, {
    epochs: 2,
    callbacks: {
      onEpochEnd: (epoch, logs) => void called.push(`${epoch} ${typeof logs?.loss}`),
      onTrainEnd: () => void called.push("end"),
    },
  });
  expect(called).toEqual(["0 number", "1 number", "end"]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a fit that is stopped throws where it stands, and the model trains on", async () => {
  const seen = follow(4);
  const model = sequential();
  const [kernel] = model.getWeights();
  const untrained = kernel?.dataSync().slice();
  await expect(model.fit(xs, ys, { epochs: 3, batchSize: 2 })).rejects.toThrow(
    "fit: stopped at epoch 2, step 1 of 3; the model keeps what it learned",
  );
  expect(seen.reports.at(-1)?.status).toBe("stopped");
  expect(model.getWeights()[0]?.dataSync()).not.toEqual(untrained);
  follow();
  const { history } = await model.fit(xs, ys, { epochs: 2 });
  expect(history.loss).toHaveLength(2);
});

test("stopping is heard at every verbosity and by several fits at once", async () => {
  const seen = follow();
  const fits = [functional(), functional()].map((model) =>
    model.fit(xs, ys, { epochs: 10_000, verbose: 0, batchSize: 1 }),
  );
  setImmediate(() => expect(stopFits()).toBe(2));
  const outcomes = await Promise.allSettled(fits);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(seen.moments.filter((moment) => moment === "end")).toHaveLength(2);
  expect(stopFits()).toBe(0);
});

test("a fit ended by its data is reported as failed", async () => {
  const seen = follow();
  const rows = tf.data.generator(function* () {
    yield { xs: xs.clone(), ys: ys.clone() };
    throw new Error("bad row");
  });
  await expect(functional().fitDataset(rows, { epochs: 1 })).rejects.toThrow("bad row");
  expect(seen.reports.at(-1)?.status).toBe("failed");
});

test("an abandoned fit leaves its model free and never takes another step", async () => {
  follow();
  const model = functional();
  let wake = () => {};
  let deliver = () => {};
  const late = new Promise<void>((resolve) => {
    deliver = resolve;
  });
  const rows = tf.data.generator(async function* () {
    yield { xs: xs.clone(), ys: ys.clone() };
    await late;
    yield { xs: xs.clone(), ys: ys.clone() };
  });
  const abandoned = model.fitDataset(rows, { epochs: 1, callbacks: { onBatchEnd: () => wake() } });
  await new Promise<void>((resolve) => {
    wake = resolve;
  });
  expect(abandonFits().map(({ message }) => message)).toEqual([
    "fit: stopped at epoch 1, step 1; the model keeps what it learned",
  ]);
  await model.fit(xs, ys, { epochs: 1 });
  const weights = model.getWeights()[0]?.dataSync().slice();
  deliver();
  await expect(abandoned).rejects.toThrow("stopped");
  expect(model.getWeights()[0]?.dataSync()).toEqual(weights);
});

test("training that goes around fit is left alone", async () => {
  const seen = follow();
  const model = functional();
  let steps = 0;
  const train = () => {
    steps++;
    return [tf.scalar(0.5)];
  };
  const { history } = await model.fitLoop(
    train,
    [xs, ys],
    ["loss"],
    2,
    2,
    1,
    [],
    undefined,
    [],
    true,
    ["loss"],
  );
  expect(steps).toBe(6);
  expect(history.loss).toEqual([0.5, 0.5]);
  expect(seen.moments).toEqual([]);
});
