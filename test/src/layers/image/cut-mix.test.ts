import { describe, expect, it } from "vitest";
import { layers } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "CutMix",
  make: () => layers.cutMix({ seed: 5 }),
  input: [IMAGE, IMAGE.toReversed(), IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "CutMix: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
  ],
});

describe("CutMix", () => {
  const constant = (value: number) => Array.from({ length: 4 }, () => Array(4).fill([value]));
  const images = [constant(0), constant(1)];

  it("pastes the other image into as many pixels as it drew, and mixes labels by the area", () => {
    const layer = layers.cutMix({ factor: [1, 1], seed: 12 });
    const labels = [
      [1, 0],
      [0, 1],
    ];
    let swaps = 0;
    for (let call = 0; call < 8; call++) {
      const drawn = layer.sample([2, 4, 4, 1]);
      const output = layer.transform({ images, labels, segmentationMasks: images }, drawn);
      const pasted = output.images.sum([1, 2, 3]).dataSync();
      expect(output.segmentationMasks.dtype).toBe("int32");
      expect(output.segmentationMasks.sum([1, 2, 3]).arraySync()).toEqual(Array.from(pasted));
      const isSwapped = drawn.order[0] === 1;
      swaps += Number(isSwapped);
      const { left, right, top, bottom } = drawn.rectangles;
      const across = Math.ceil(right[0]!) - Math.ceil(left[0]!);
      const down = Math.ceil(bottom[0]!) - Math.ceil(top[0]!);
      expect(pasted[0]).toBe(isSwapped ? across * down : 0);
      const area = ((right[0]! - left[0]!) * (bottom[0]! - top[0]!)) / 16;
      expect((output.labels.arraySync() as number[][])[0]![1]).toBeCloseTo(isSwapped ? area : 0, 6);
    }
    expect(swaps).toBeGreaterThan(0);
  });

  it("rejects a factor outside [0, 1]", () => {
    expect(() => layers.cutMix({ factor: 2 })).toThrow(
      "CutMix: factor must lie in [0, 1], as a number or a pair. Received: 2",
    );
  });
});
