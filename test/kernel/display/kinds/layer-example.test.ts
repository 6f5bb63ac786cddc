import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { layers, ready, tf } from "../../../../src/index.js";

async function htmlOf(value: unknown) {
  return String((await renderValue(value)).data["text/html"]);
}

test("a random image layer shows what it does, the same picture each time", async () => {
  await ready();
  const first = await htmlOf(layers.randomRotation({ factor: 0.1 }));
  expect(first.match(/<img /g)).toHaveLength(4);
  expect(await htmlOf(layers.randomRotation({ factor: 0.1 }))).toBe(first);
  expect(await htmlOf(layers.randomRotation({ factor: 0.3 }))).not.toBe(first);
});

test("showing a layer draws nothing from it and leaves no tensors", async () => {
  const image = tf.range(0, 12).reshape<ReturnType<typeof tf.tensor3d>>([2, 2, 3]);
  const draw = async (look: boolean) => {
    const layer = layers.randomContrast({ factor: 0.5, seed: 3 });
    if (look) await renderValue(layer);
    return [...(await layer(image).data())];
  };
  const { numTensors } = tf.memory();
  await renderValue(layers.randomFlip());
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(await draw(true)).toEqual(await draw(false));
});

test("a layer that mixes a batch, and one that is not random, have no picture", async () => {
  expect(await htmlOf(layers.cutMix())).not.toContain("<img");
  expect(await htmlOf(layers.rescaling({ scale: 2 }))).not.toContain("<img");
});
