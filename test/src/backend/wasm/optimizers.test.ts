import type { Optimizer, Rank, Tensor, Variable } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { numbers } from "../compare-backends.js";

beforeAll(ready);

const tensor = (shape: number[], seed: number): Tensor => {
  const drawn = numbers(shape, seed);
  return tf.tensor(drawn.values, drawn.shape);
};

/** The rule with tfjs's own operations: what each state and the value become. */
type Rule = (value: Tensor, gradient: Tensor, states: Tensor[], step: number) => Tensor[];

const rules: Record<string, { make: () => Optimizer; states: number; rule: Rule }> = {
  sgd: {
    make: () => tf.train.sgd(0.1),
    states: 0,
    rule: (value, gradient) => [gradient.mul(-0.1).add(value)],
  },
  momentum: {
    make: () => tf.train.momentum(0.1, 0.9),
    states: 1,
    rule: (value, gradient, [moment]) => {
      const next = moment!.mul(0.9).add(gradient);
      return [next.mul(-0.1).add(value), next];
    },
  },
  nesterov: {
    make: () => tf.train.momentum(0.1, 0.9, true),
    states: 1,
    rule: (value, gradient, [moment]) => {
      const next = moment!.mul(0.9).add(gradient);
      return [gradient.add(next.mul(0.9)).mul(-0.1).add(value), next];
    },
  },
  rmsprop: {
    make: () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-6),
    states: 2,
    rule: (value, gradient, [square, moment]) => {
      const nextSquare = square!.mul(0.8).add(gradient.square().mul(1 - 0.8));
      const next = moment!.mul(0.5).add(gradient.mul(0.01).div(nextSquare.add(1e-6).sqrt()));
      return [value.sub(next), nextSquare, next];
    },
  },
  adam: {
    make: () => tf.train.adam(0.01, 0.9, 0.99, 1e-7),
    states: 2,
    rule: (value, gradient, [first, second], step) => {
      const m = first!.mul(0.9).add(gradient.mul(1 - 0.9));
      const v = second!.mul(0.99).add(gradient.square().mul(1 - 0.99));
      const root = v
        .div(1 - 0.99 ** step)
        .sqrt()
        .add(1e-7);
      return [
        m
          .div(1 - 0.9 ** step)
          .div(root)
          .mul(-0.01)
          .add(value),
        m,
        v,
      ];
    },
  },
};

describe.each(Object.entries(rules))("%s", (_, { make, states, rule }) => {
  it.each([[[3]], [[4, 4]], [[5, 7]]])("moves variables of %j by its rule", (shape) => {
    const optimizer = make();
    const variable = tf.variable(tensor(shape, 1));
    let expected = [tensor(shape, 1), ...Array.from({ length: states }, () => tf.zeros(shape))];
    for (let step = 1; step <= 3; step++) {
      const gradient = tensor(shape, 10 + step);
      optimizer.applyGradients({ [variable.name]: gradient });
      expected = rule(expected[0]!, gradient, expected.slice(1), step);
    }
    const got = Array.from(variable.dataSync());
    expected[0]!.dataSync().forEach((value, i) => {
      expect(Math.abs(got[i]! - value)).toBeLessThan(2e-7);
    });
    expect(optimizer.iterations).toBe(3);
  });

  it("keeps no tensors but its state", () => {
    const optimizer = make();
    const variable = tf.variable(tf.ones([6]));
    const gradient = tf.ones([6]);
    optimizer.applyGradients({ [variable.name]: gradient });
    const before = tf.memory();
    optimizer.applyGradients({ [variable.name]: gradient });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});

it("leaves variables without a gradient, and saves states of all", async () => {
  const [first, second] = [tf.variable(tf.ones([2])), tf.variable(tf.ones([3]))];
  const optimizer = tf.train.rmsprop(0.1);
  optimizer.applyGradients([
    { name: first.name, tensor: null as unknown as Tensor }, // as tfjs's optimizers allow
    { name: second.name, tensor: tf.ones([3]) },
  ]);
  expect(Array.from(first.dataSync())).toEqual([1, 1]);
  expect(second.dataSync()[0]).toBeLessThan(1);
  expect((await optimizer.getWeights()).map(({ tensor: { shape } }) => shape)).toEqual([
    [],
    [2],
    [3],
    [2],
    [3],
  ]);
});

it("leaves tensors alone that shared a variable's values", () => {
  const variable = tf.variable(tf.tensor([1, 2]));
  const [copy, reshaped] = [variable.clone(), variable.reshape([2, 1])];
  tf.train.sgd(1).applyGradients({ [variable.name]: tf.tensor([1, 1]) });
  expect(Array.from(variable.dataSync())).toEqual([0, 1]);
  expect(Array.from(copy.dataSync())).toEqual([1, 2]);
  expect(Array.from(reshaped.dataSync())).toEqual([1, 2]);
});

it("lets kernels see new weights that they had packed before", () => {
  const x = tf.ones<Rank.R4>([1, 4, 4, 2]);
  const filter = tf.variable(tf.ones([3, 3, 2, 1]));
  const convolve = (): number =>
    tf.tidy(() => tf.depthwiseConv2d(x, filter as Variable<Rank.R4>, 1, "valid").dataSync()[0]!);
  expect(convolve()).toBe(9);
  tf.train.sgd(1).applyGradients({ [filter.name]: tf.ones([3, 3, 2, 1]).mul(-1) });
  expect(convolve()).toBe(18);
});

it("saves and restores its state", async () => {
  const run = async (isInterrupted: boolean): Promise<number[]> => {
    let optimizer = tf.train.adam(0.1);
    const variable: Variable = tf.variable(tf.tensor([1, -1, 2]));
    for (let step = 0; step < 4; step++) {
      if (isInterrupted && step === 2) {
        const weights = await optimizer.getWeights();
        optimizer = tf.train.adam(0.1);
        await optimizer.setWeights(weights);
      }
      optimizer.applyGradients([{ name: variable.name, tensor: tensor([3], step) }]);
    }
    return Array.from(variable.dataSync());
  };
  const [whole, parts] = [await run(false), await run(true)];
  whole.forEach((value, i) => {
    expect(parts[i]).toBeCloseTo(value, 5);
  });
});
