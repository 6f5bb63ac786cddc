import { describe, expect, it } from "vitest";
import { layers, type RandomZoomOptions, type Zoom } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomZoom",
  make: () => layers.randomZoom({ heightFactor: 0.3, seed: 5 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 3, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "RandomZoom: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomZoom: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras<Zoom>({
  className: "RandomZoom",
  file: "random-zoom.json",
  draws: ({ heightZooms, widthZooms }) => ({ height_zoom: heightZooms, width_zoom: widthZooms }),
  tolerance: 1e-4,
  config: {
    heightFactor: [-0.4, 0.4],
    widthFactor: [0.1, 0.9],
    fillMode: "nearest",
    interpolation: "bilinear",
    fillValue: 0,
    seed: 5,
  },
});

describe("RandomZoom", () => {
  it("zooms out above 0 and in below 0, about the middle", () => {
    const zoomed = (factor: number): number[] => {
      const options = { fillMode: "constant", interpolation: "nearest" } as const;
      const layer = layers.randomZoom({ ...options, heightFactor: [factor, factor] });
      return flatNumbers(layer(COUNTED).arraySync());
    };
    expect(zoomed(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(zoomed(1)).toEqual([0, 0, 0, 0, 4, 0, 0, 0, 0]);
    expect(zoomed(-0.75)).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 4]);
  });

  it("keeps the aspect ratio unless a widthFactor is given", () => {
    const even = layers.randomZoom({ heightFactor: 0.5, seed: 1 }).sample([4, 3, 3, 1]);
    expect(even.widthZooms).toEqual(even.heightZooms);
    const uneven = layers.randomZoom({ heightFactor: 0.5, widthFactor: 0.5, seed: 1 });
    const drawn = uneven.sample([4, 3, 3, 1]);
    expect(drawn.widthZooms).not.toEqual(drawn.heightZooms);
  });

  it("reads the widest range again from its config", () => {
    const layer = layers.randomZoom({ heightFactor: 1, widthFactor: -0.5 });
    const { heightFactor, widthFactor } = layer.getConfig();
    expect([heightFactor, widthFactor]).toEqual([
      [-1, 1],
      [-0.5, 0.5],
    ]);
    const again = layers.randomZoom({ heightFactor: heightFactor as [number, number] });
    expect(again.heightFactor).toEqual([-1, 1]);
  });

  it.each([
    [
      {},
      "RandomZoom: heightFactor must lie in [-1, 1], as a number or a pair. Received: undefined",
    ],
    [
      { heightFactor: -1 },
      "RandomZoom: heightFactor must lie in (-1, 1], as a number or a pair. Received: -1",
    ],
    [
      { heightFactor: [-2, 0] },
      "RandomZoom: heightFactor must lie in (-1, 1], as a number or a pair. Received: [-2, 0]",
    ],
    [
      { heightFactor: 0, widthFactor: 1.5 },
      "RandomZoom: widthFactor must lie in [-1, 1], as a number or a pair. Received: 1.5",
    ],
    [
      { heightFactor: 0, fillMode: "mirror" },
      'RandomZoom: fillMode must be one of reflect, wrap, constant, nearest. Received: "mirror"',
    ],
    [
      { heightFactor: 0, interpolation: "cubic" },
      'RandomZoom: interpolation must be one of bilinear, nearest. Received: "cubic"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomZoom(options as RandomZoomOptions)).toThrow(message);
  });
});
