import { describe, expect, it } from "vitest";
import { type FillMode, mapIntoAxis } from "../../../src/ops/fill-mode.js";
import {
  type ImageBatch,
  type Interpolation,
  projectiveTransform,
} from "../../../src/ops/projective-transform.js";
import { largestDifference, readGolden } from "../golden.js";
import { slowProjectiveTransform } from "./slow-projective-transform.js";

interface Recorded {
  readonly rows: {
    readonly input_row: number[];
    readonly fill_value: number;
    readonly rows: { fill_mode: FillMode; dx: number; bilinear: number[]; nearest: number[] }[];
  };
  readonly cases: {
    fillMode: FillMode;
    interpolation: Interpolation;
    fillValue: number;
    dtype: "float32" | "int32";
    shape: [number, number, number, number];
    images: number[];
    transforms: number[];
    expected: number[];
  }[];
}

const { rows, cases } = readGolden<Recorded>("projective-transform.json");

const FILL_MODES = ["constant", "reflect", "wrap", "nearest"] as const;

function shiftRow(dx: number, fillMode: FillMode, interpolation: Interpolation): number[] {
  const image: ImageBatch = { values: Float32Array.from(rows.input_row), shape: [1, 1, 4, 1] };
  const transform = Float32Array.of(1, 0, dx, 0, 1, 0, 0, 0);
  const fillValue = rows.fill_value;
  return Array.from(
    projectiveTransform(image, transform, { fillMode, interpolation, fillValue }).values,
  );
}

describe("projectiveTransform", () => {
  it.each(rows.rows)("shifts a row by $dx under $fill_mode as TensorFlow does", (row) => {
    expect(
      largestDifference(shiftRow(row.dx, row.fill_mode, "bilinear"), row.bilinear),
    ).toBeLessThan(1e-5);
    expect(shiftRow(row.dx, row.fill_mode, "nearest")).toEqual(row.nearest);
  });

  it("equals TensorFlow on random images, sizes, types and matrices", () => {
    const differences = cases.map(({ dtype, images, shape, transforms, expected, ...options }) => {
      const values = dtype === "int32" ? Int32Array.from(images) : Float32Array.from(images);
      const result = projectiveTransform({ values, shape }, Float32Array.from(transforms), options);
      const isExact = dtype === "int32" || options.interpolation === "nearest";
      return largestDifference(result.values, expected) > (isExact ? 0 : 1e-6);
    });
    expect(cases.length).toBeGreaterThan(60);
    expect(differences).not.toContain(true);
  });

  it("equals the rule written out pixel by pixel", () => {
    for (const fillMode of FILL_MODES) {
      for (const interpolation of ["bilinear", "nearest"] as const) {
        for (const channels of [1, 2, 3]) {
          const shape = [2, 4, 5, channels] as const;
          const values = Float32Array.from({ length: 40 * channels }, (_, i) => (i * 37) % 11);
          const transforms = Float32Array.of(
            ...[0.9, -0.4, 1.5137, 0.4, 0.9, -2.2613, 0, 0],
            ...[1.1, 0.3, -6.037, -0.2, 0.7, 3.519, 0.01, -0.02],
          );
          const options = { fillMode, interpolation, fillValue: -1 };
          const images: ImageBatch = { values, shape };
          const fast = projectiveTransform(images, transforms, options).values;
          const slow = slowProjectiveTransform(images, transforms, options);
          expect(largestDifference(fast, slow)).toBeLessThan(1e-5);
        }
      }
    }
  });

  it("uses one matrix for every image", () => {
    const images: ImageBatch = { values: Float32Array.of(1, 2, 3, 4), shape: [2, 1, 2, 1] };
    const mirror = Float32Array.of(-1, 0, 1, 0, 1, 0, 0, 0);
    const options = { fillMode: "nearest", interpolation: "nearest", fillValue: 0 } as const;
    expect(Array.from(projectiveTransform(images, mirror, options).values)).toEqual([2, 1, 4, 3]);
  });

  it("fills points at infinity in every mode", () => {
    const image: ImageBatch = { values: Float32Array.of(1, 2), shape: [1, 1, 2, 1] };
    const vanishing = Float32Array.of(1, 0, 0, 0, 1, 0, -1, 0);
    for (const fillMode of FILL_MODES) {
      for (const interpolation of ["bilinear", "nearest"] as const) {
        const options = { fillMode, interpolation, fillValue: 9 };
        expect(projectiveTransform(image, vanishing, options).values[1]).toBe(9);
      }
    }
  });

  it("keeps the input as it was", () => {
    const values = Float32Array.of(1, 2, 3, 4);
    const options = { fillMode: "wrap", interpolation: "bilinear", fillValue: 0 } as const;
    projectiveTransform({ values, shape: [1, 2, 2, 1] }, new Float32Array(8), options);
    expect(Array.from(values)).toEqual([1, 2, 3, 4]);
  });

  it("names the numbers of a transform that fit", () => {
    const image: ImageBatch = { values: Float32Array.of(1), shape: [1, 1, 1, 1] };
    const options = { fillMode: "wrap", interpolation: "bilinear", fillValue: 0 } as const;
    expect(() => projectiveTransform(image, new Float32Array(6), options)).toThrow(
      "projectiveTransform: expected 8 numbers, or 8 for each of 1 images. Received: 6 numbers",
    );
  });
});

describe("mapIntoAxis", () => {
  it.each([
    ["reflect", [0, 0, 1, 3, 2, 1]],
    ["nearest", [0, 0, 0, 3, 3, 3]],
    ["constant", [-0.5, -1, -2, 4, 5, 6]],
  ] as const)("continues four pixels by %s", (fillMode, expected) => {
    const points = Float32Array.of(-0.5, -1, -2, 4, 5, 6);
    mapIntoAxis(points, fillMode, 4);
    expect(Array.from(points)).toEqual(expected);
  });

  it("sends every point of a single pixel to it and keeps NaN", () => {
    for (const fillMode of ["reflect", "wrap", "nearest"] as const) {
      const points = Float32Array.of(-3, 0, 7, Number.NaN);
      mapIntoAxis(points, fillMode, 1);
      expect(Array.from(points)).toEqual([0, 0, 0, Number.NaN]);
    }
  });
});
