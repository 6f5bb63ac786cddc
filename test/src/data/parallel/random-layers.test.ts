import { afterAll, beforeAll, expect, it } from "vitest";
import {
  data,
  type ImageLayer,
  layers,
  type PreprocessingLayer,
  ready,
  tf,
} from "../../../../src/index.js";
import { arraysOf } from "../leaks.js";

const range: [number, number] = [0, 255];
const LAYERS = {
  randomFlip: () => layers.randomFlip({ seed: 1 }),
  "randomFlip without a seed": () => layers.randomFlip(),
  randomRotation: () => layers.randomRotation({ factor: 0.3, seed: 2 }),
  randomTranslation: () =>
    layers.randomTranslation({ heightFactor: 0.3, widthFactor: 0.2, seed: 1 }),
  randomZoom: () => layers.randomZoom({ heightFactor: 0.3, seed: 1 }),
  randomShear: () => layers.randomShear({ xFactor: 0.3, yFactor: 0.3, seed: 1 }),
  randomCrop: () => layers.randomCrop({ height: 3, width: 3, seed: 1 }),
  randomHeight: () => layers.randomHeight({ factor: 0.5, seed: 1 }),
  randomPerspective: () => layers.randomPerspective({ factor: 0.8, seed: 1 }),
  randomElasticTransform: () => layers.randomElasticTransform({ seed: 1 }),
  randomContrast: () => layers.randomContrast({ factor: 0.5, seed: 1 }),
  randomBrightness: () => layers.randomBrightness({ factor: 0.5, seed: 1 }),
  randomHue: () => layers.randomHue({ factor: 0.5, valueRange: range, seed: 1 }),
  randomSaturation: () => layers.randomSaturation({ factor: 0.7, valueRange: range, seed: 1 }),
  randomColorJitter: () =>
    layers.randomColorJitter({
      brightnessFactor: 0.3,
      contrastFactor: 0.3,
      hueFactor: 0.1,
      seed: 1,
    }),
  randomGaussianBlur: () => layers.randomGaussianBlur({ seed: 1 }),
  randomErasing: () => layers.randomErasing({ seed: 1 }),
  solarization: () => layers.solarization({ additionFactor: 0.3, valueRange: range, seed: 1 }),
  mixUp: () => layers.mixUp({ seed: 1 }),
  cutMix: () => layers.cutMix({ seed: 1 }),
  randAugment: () => layers.randAugment({ valueRange: range, seed: 1 }),
  augMix: () => layers.augMix({ valueRange: range, seed: 1 }),
  "a pipeline": () =>
    layers.pipeline({
      layers: [
        layers.resizing({ height: 8, width: 6 }),
        layers.randomFlip({ seed: 1 }),
        layers.pipeline({ layers: [layers.randomRotation({ factor: 0.2 })] }),
        layers.randomCrop({ height: 4, width: 4 }),
      ],
    }),
  "a pipeline whose sizes are drawn": () =>
    layers.pipeline({
      layers: [
        layers.randomHeight({ factor: 0.5, seed: 1 }),
        layers.randomCrop({ height: 4, width: 4 }),
      ],
    }),
} as const;

// another copy of the layer, at the start of the same streams
function restart(layer: PreprocessingLayer): void {
  for (const part of "layers" in layer ? (layer.layers as PreprocessingLayer[]) : [layer]) {
    if ("layers" in part) restart(part);
    else if ("resetSeed" in part) (part as unknown as { resetSeed(): void }).resetSeed();
  }
}

const images = data
  .array(Array.from({ length: 7 }, (_, i) => i))
  .map((i) => tf.randomUniform([2, 6, 5, 3], 0, 255, "float32", i + 1));

beforeAll(ready);
afterAll(data.closeWorkers);

it.each(Object.entries(LAYERS))(
  "draws what map draws, on any number of threads: %s",
  async (_, make) => {
    const layer = make() as ImageLayer<unknown>;
    const two = (dataset: data.Dataset<typeof tf.Tensor.prototype>) => arraysOf(dataset.repeat(2));
    const expected = await two(images.map((x) => layer(x)));
    const next = layer(tf.ones([2, 6, 5, 3])).arraySync();
    for (const parallelism of [1, 3]) {
      restart(layer);
      expect(await two(images.parallelMap(layer, { parallelism }))).toEqual(expected);
      expect(layer(tf.ones([2, 6, 5, 3])).arraySync()).toEqual(next);
    }
    restart(layer);
    // drawn after another layer's result, and in a function that runs again
    const same = layers.rescaling({ scale: 1 });
    expect(await two(images.parallelMap((x) => layer(same(x)), { parallelism: 2 }))).toEqual(
      expected,
    );
    restart(layer);
    expect(await two(images.parallelMap((x) => layer(tf.add(same(x), 0))))).toEqual(expected);
  },
);

it("draws in the order of the elements in a function that draws twice", async () => {
  const [flip, turn] = [
    layers.randomFlip({ seed: 1 }),
    layers.randomRotation({ factor: 0.5, seed: 1 }),
  ];
  const same = layers.rescaling({ scale: 1 });
  const run = (x: typeof tf.Tensor.prototype) => {
    const first = flip(x);
    return [turn(tf.add(same(first), 0)), flip(first), flip(x, { training: false })];
  };
  const expected = await arraysOf(images.map(run));
  restart(flip);
  restart(turn);
  expect(await arraysOf(images.parallelMap(run, { parallelism: 3 }))).toEqual(expected);
});
