import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  FeatureSpace,
  type FeatureSpaceOptions,
  type LayerInput,
  layers,
  type PreprocessingLayer,
  ready,
  tf,
} from "../../src/index.js";
import { toleranceOf } from "./tolerance.js";
import {
  isRecorded,
  type Recorded,
  type RecordedOutput,
  readTriples,
  type Triple,
  tensorOf,
  valuesOf,
} from "./triple.js";

const file = process.env.PREPLAB_TRIPLES;
if (file === undefined) throw new Error("parity: start it by test/keras/run, which draws triples");

type Adaptable = PreprocessingLayer & {
  adapt(data: AdaptData): Promise<void>;
  getVocabulary?(): unknown[];
};
type Factories = Record<string, (options: object) => PreprocessingLayer>;

/** The layer, by Keras's names or by those of the factories. */
function layerOf({ layer, config }: Triple, byFactory: boolean): PreprocessingLayer {
  if (layer === "FeatureSpace") {
    const options = Object.entries(config).map(([option, value]) => [camelCase(option), value]);
    const space = new FeatureSpace(Object.fromEntries(options) as unknown as FeatureSpaceOptions);
    return space as unknown as PreprocessingLayer; // adapted and called alike
  }
  if (!byFactory) {
    return layers.deserialize({ class_name: layer, config }) as unknown as PreprocessingLayer;
  }
  const options = Object.entries(config).map(([name, value]) => [camelCase(name), value]);
  const name = layer.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z])/, (start) => start.toLowerCase());
  return (layers as unknown as Factories)[name]!(Object.fromEntries(options));
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

async function adapt(layer: Adaptable, { data, batchSize }: NonNullable<Triple["adapt"]>) {
  if (!isRecorded(data)) {
    const columns = Object.entries(data.parts).map(([name, part]) => [name, tensorOf(part)]);
    await layer.adapt(Object.fromEntries(columns) as AdaptData);
    return;
  }
  const tensor = tensorOf(data);
  if (batchSize === null) {
    await layer.adapt(data.dtype === "string" ? (tensor.arraySync() as AdaptData) : tensor);
  } else {
    await layer.adapt(tf.data.array(tensor.arraySync() as number[]).batch(batchSize));
  }
}

function inputOf(recorded: RecordedOutput, plain: boolean): unknown {
  if (isRecorded(recorded)) {
    const tensor = tensorOf(recorded);
    return plain && tensor.size > 0 && recorded.dtype !== "int32" ? tensor.arraySync() : tensor;
  }
  if ("list" in recorded) return recorded.list.map(tensorOf);
  if ("parts" in recorded) {
    const parts = Object.entries(recorded.parts);
    return Object.fromEntries(parts.map(([name, part]) => [name, inputOf(part, false)]));
  }
  throw new Error("parity: no layer takes a ragged input");
}

function expectEqual(output: unknown, recorded: RecordedOutput, tolerance: number): void {
  if ("parts" in recorded) {
    const parts = output as Record<string, unknown>;
    expect(Object.keys(parts).sort()).toEqual(Object.keys(recorded.parts).sort());
    for (const [name, part] of Object.entries(recorded.parts)) {
      expectEqual(parts[name], part, tolerance);
    }
    return;
  }
  if ("ragged" in recorded) {
    expect((output as { arraySync(): unknown }).arraySync()).toEqual(recorded.ragged);
    return;
  }
  if (!isRecorded(recorded)) throw new Error("parity: no layer gives a list");
  const tensor = output as ReturnType<typeof tensorOf>;
  expect(tensor.shape).toEqual(recorded.shape);
  expectValues(tensor.dataSync<"float32">(), recorded, tolerance);
}

/** Whole numbers and strings exactly; others up to the tolerance, relative to the largest value above 1. */
function expectValues(values: ArrayLike<unknown>, recorded: Recorded, tolerance: number): void {
  const expected = valuesOf(recorded);
  if (recorded.dtype !== "float32") {
    expect(Array.from(values)).toEqual(Array.from<unknown>(expected));
    return;
  }
  const numbers = Array.from(expected, Number);
  const largest = numbers.reduce((most, value) => {
    return Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
  }, 1);
  let difference = 0;
  numbers.forEach((number, i) => {
    const value = values[i] as number;
    if (Object.is(value, number) || value === number) return;
    const off = Math.abs(value - number);
    difference = Math.max(difference, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
  });
  expect(difference / largest).toBeLessThanOrEqual(tolerance);
}

function expectLearned(layer: Adaptable, learned: Record<string, unknown>, tolerance: number) {
  for (const [name, recorded] of Object.entries(learned)) {
    if (name === "vocabulary") {
      expect(layer.getVocabulary?.()).toEqual(recorded);
    } else {
      const value = (layer as unknown as Record<string, unknown>)[name];
      const flat = tf.util.flatten(value as number[]) as number[];
      expectValues(flat, recorded as Recorded, tolerance);
    }
  }
}

beforeAll(ready);

describe("as Keras computes it", () => {
  const triples = readTriples(file);
  it.each(triples.map((triple, number) => ({ ...triple, number })))("$id", async (triple) => {
    const tolerance = toleranceOf(triple.layer);
    const layer = layerOf(triple, triple.number % 2 === 1) as Adaptable;
    if (triple.adapt !== undefined) {
      await adapt(layer, triple.adapt);
      expectLearned(layer, triple.adapt.learned, tolerance);
    }
    for (const { input, options, output } of triple.calls) {
      const given = Object.entries(options).map(([name, value]) => {
        return [camelCase(name), isRecorded(value) ? tensorOf(value) : value];
      });
      const inputs = inputOf(input, triple.number % 3 === 1) as LayerInput;
      expectEqual(layer(inputs, Object.fromEntries(given)), output, tolerance);
    }
  });
});
