import { describe, expect, it } from "vitest";
import { type ImageLayer, layers, tf } from "../../src/index.js";
import { flatNumbers, largestDifference, readGolden } from "./golden.js";

interface Recorded {
  readonly cases: {
    readonly id: string;
    readonly config: Record<string, unknown>;
    readonly calls: { input: number[]; expected: unknown; training: boolean | null }[];
    readonly tol: number;
  }[];
  readonly runs: {
    readonly config: Record<string, unknown>;
    readonly images: number[][][][];
    readonly masks?: number[][][][];
    readonly calls: { draw: unknown; images: unknown; masks?: unknown }[];
  }[];
  readonly serialized: Record<string, unknown>[];
}

/** How to compare with what Keras 3.15.1 on TensorFlow 2.21 recorded. */
export interface KerasCheck<T> {
  readonly className: string;
  /** A file of test/golden. */
  readonly file: string;
  /** The drawn numbers under Keras's names, float32 or whole; compared bit by bit. */
  readonly draws?: (transformation: T) => Record<string, ArrayLike<number | boolean>>;
  /** Largest difference of a pixel. */
  readonly tolerance: number;
  /** What the config that Keras wrote is read as, besides the options that every layer has. */
  readonly config: Record<string, unknown>;
}

/** Compares an image layer with the recorded cases, draws, images, masks and config of Keras. */
export function checkKeras<T>(check: KerasCheck<T>): void {
  const { className, file, draws, tolerance, config } = check;
  const golden = readGolden<Recorded>(file);
  const make = (options: Record<string, unknown>): ImageLayer<T> =>
    layers.deserialize({ class_name: className, config: options }) as unknown as ImageLayer<T>; // named so

  describe(`${className} against Keras`, () => {
    it.each(golden.cases)("gives the known values of $id", ({ config, calls, tol }) => {
      for (const { input, expected, training } of calls) {
        const output = make(config)(input, training === null ? {} : { training });
        expect(largestDifference(output.dataSync(), flatNumbers(expected))).toBeLessThanOrEqual(
          tol,
        );
      }
    });

    it.each(golden.runs)(
      "draws and transforms alike: $config",
      ({ config, images, masks, calls }) => {
        const stepped = make(config);
        const called = make(config);
        for (const call of calls) {
          const transformation = stepped.sample(tf.tensor(images));
          for (const [name, drawn] of Object.entries(draws?.(transformation) ?? {})) {
            // a transformation without names is one list
            const named = name === "." ? call.draw : (call.draw as Record<string, unknown>)[name];
            const recorded = flatNumbers(named);
            expect(Array.from(drawn, Number)).toEqual(Array.from(Float32Array.from(recorded)));
          }
          const output = called(images);
          expect(largestDifference(output.dataSync(), flatNumbers(call.images))).toBeLessThan(
            tolerance,
          );
          expect(stepped.transform(images, transformation).arraySync()).toEqual(output.arraySync());
          if (masks === undefined) continue;
          expect(flatNumbers(stepped.transformMasks(masks, transformation).arraySync())).toEqual(
            flatNumbers(call.masks),
          );
        }
      },
    );

    it.each(golden.serialized)("reads the config that Keras writes: %#", (serialized) => {
      const layer = layers.deserialize(serialized);
      expect(layer.getConfig()).toEqual({
        name: "it",
        trainable: true,
        dtype: "float32",
        dataFormat: "channels_last",
        ...config,
      });
    });
  });
}
