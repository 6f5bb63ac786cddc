import type { SymbolicTensor } from "@tensorflow/tfjs";
import { tableFromArrays } from "@uwdata/flechette";
import { DataFrame } from "danfojs-node";
import { beforeAll, describe, expect, it } from "vitest";
import { FeatureSpace, type FeatureSpaceOptions, layers, ready, tf } from "../../../src/index.js";

const ROWS = {
  age: [20, 40],
  city: ["foo_bar", "Hello"],
  zip: [7, 9],
};

const make = () =>
  new FeatureSpace({
    features: {
      zip: FeatureSpace.integerCategorical(),
      age: "float_normalized",
      city: FeatureSpace.stringCategorical(),
    },
    crosses: [["city", "zip"]],
    crossingDim: 4,
  });

beforeAll(ready);

describe("FeatureSpace", () => {
  it("puts features in the order of their names, and crosses behind", async () => {
    const space = make();
    await space.adapt(ROWS);
    const encoded = space({ age: [40], city: ["Hello"], zip: [1] });
    expect(encoded.shape).toEqual([1, 1 + 3 + 3 + 4]);
    const [row] = encoded.arraySync() as number[][];
    expect(row!.slice(0, 7)).toEqual([1, ...[0, 0, 1], ...[1, 0, 0]]);
    expect(row!.slice(7).reduce((sum, value) => sum + value, 0)).toBe(1);
  });

  it("learns the same from columns, records and batches", async () => {
    const records = ROWS.age.map((age, i) => ({ age, city: ROWS.city[i]!, zip: ROWS.zip[i]! }));
    const results = [];
    for (const data of [
      ROWS,
      tf.data.array(records),
      tf.data.array(records).batch(2),
      tf.data.array(records.map((xs, ys) => ({ xs, ys }))).batch(1),
    ]) {
      const space = make();
      await space.adapt(data as typeof ROWS);
      results.push(space(ROWS).arraySync());
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it("encodes one record without a batch, in a dataset, too", async () => {
    const space = make();
    await space.adapt(ROWS);
    const one = space({ age: 20, city: "foo_bar", zip: 7 });
    expect(one.shape).toEqual([11]);
    const mapped = tf.data.array([{ age: 20, city: "foo_bar", zip: 7 }]).map((row) => {
      return space(row as unknown as Record<"age" | "city" | "zip", unknown>);
    });
    const [first] = await mapped.toArray();
    expect((first as typeof one).arraySync()).toEqual(one.arraySync());
  });

  it("gives indices apart from one another in a record", async () => {
    const space = new FeatureSpace({
      features: { city: FeatureSpace.stringCategorical({ outputMode: "int" }), age: "float" },
      outputMode: "dict",
    });
    await space.adapt(ROWS);
    const encoded = space({ city: ["Hello", "?"], age: [1, 2] });
    expect(encoded.city!.arraySync()).toEqual([[2], [0]]);
    expect(encoded.age!.arraySync()).toEqual([[1], [2]]);
  });

  it("trains a model on its encoded features", async () => {
    const space = make();
    await space.adapt(ROWS);
    const inputs = space.getInputs();
    const encoded = space.getEncodedFeatures() as SymbolicTensor;
    const outputs = tf.layers.dense({ units: 1 }).apply(encoded) as SymbolicTensor;
    const model = tf.model({ inputs: Object.values(inputs), outputs });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const columns = Object.keys(inputs).map((name) => {
      const values = ROWS[name as keyof typeof ROWS];
      return tf.tensor2d(values as number[], [2, 1], inputs[name]!.dtype as "int32");
    });
    const loss = await model.trainOnBatch(columns, tf.tensor2d([[0], [1]]));
    expect(Number.isFinite(loss)).toBe(true);
    const direct = tf.layers.dense({ units: 1, weights: model.layers.at(-1)!.getWeights() });
    const expected = direct.apply(space(ROWS)) as ReturnType<typeof space>;
    expect((model.apply(columns) as typeof expected).arraySync()).toEqual(expected.arraySync());
  });

  it("comes back from its config twice, with hostile names and tokens", async () => {
    const tokens = [
      "foo_bar",
      "Hello",
      "[UNK]",
      "new\nline",
      "😀",
      "_x",
      "__proto__",
      "constructor",
    ];
    const data = { __proto__: null, toString: tokens, my_Column: tokens.map((_, i) => i / 3) };
    const space = new FeatureSpace({
      features: { toString: "string_categorical", my_Column: "float_normalized" },
    });
    await space.adapt(data);
    let again = space as FeatureSpace<string>;
    for (let trip = 0; trip < 2; trip++) {
      again = FeatureSpace.fromConfig(JSON.parse(JSON.stringify(again.getConfig())));
    }
    expect(again(data).arraySync()).toEqual(space(data).arraySync());
  });

  it("takes a layer of one's own", async () => {
    const preprocessor = layers.textVectorization({ outputMode: "multi_hot" });
    const space = new FeatureSpace({
      features: {
        text: FeatureSpace.feature({ dtype: "string", preprocessor, outputMode: "float" }),
      },
    });
    await space.adapt({ text: ["a b", "b c"] });
    expect(space({ text: ["b c"] }).arraySync()).toEqual([[0, 1, 1, 0]]);
    expect(space.preprocessors.text).toBe(preprocessor);
  });

  it("leaves no tensors behind", async () => {
    const space = make();
    await space.adapt(ROWS);
    space(ROWS).dispose();
    const before = tf.memory().numTensors;
    space(ROWS).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("asks for adapt, for all features and for their types", async () => {
    const space = make();
    expect(() => space(ROWS)).toThrow(
      "FeatureSpace: adapt must be called first, for zip, age, city. Received: a call before it",
    );
    await space.adapt(ROWS);
    const call = space as (data: unknown) => unknown;
    expect(() => call({ age: [1], city: ["a"] })).toThrow('the feature "zip" is missing.');
    expect(() => call({ ...ROWS, other: [1] })).toThrow(
      'FeatureSpace: expected the features zip, age, city. Received: "other"',
    );
    expect(() => call({ ...ROWS, city: [1, 2] })).toThrow('the feature "city" must hold strings.');
    expect(() => call([1])).toThrow(
      "expected a record from the names of features to their values.",
    );
  });

  it.each([
    [{ features: {} }, "FeatureSpace: features must name at least one. Received: {}"],
    [{ features: { a: "b" } }, 'feature "a" must be a feature or the name of a kind'],
    [{ features: { a: "float" }, outputMode: "x" }, "outputMode must be one of concat, dict."],
    [
      { features: { a: "string_hashed", b: "float" }, crosses: [["a", "c"]] },
      'a cross must name at least two of a, b. Received: ["a", "c"]',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => new FeatureSpace(options as unknown as FeatureSpaceOptions)).toThrow(message);
  });

  it("refuses to put indices together with other features", () => {
    const space = new FeatureSpace({
      features: { a: FeatureSpace.stringHashed({ numBins: 3, outputMode: "int" }) },
    });
    expect(() => space({ a: ["x"] })).toThrow('take outputMode "dict"');
  });
});

it("a data frame is taken as it is, columns that are no features left alone", async () => {
  const frame = new DataFrame({ age: [30, 40], city: ["Oslo", "Rome"], other: [1, 2] });
  const space = new FeatureSpace({ features: { age: "float", city: "string_categorical" } });
  await space.adapt(frame);
  const encoded = space(frame);
  expect(encoded.arraySync()).toEqual([
    [30, 0, 0, 1],
    [40, 0, 1, 0],
  ]);
});

const COLUMNS: Readonly<Record<string, unknown[]>> = {
  age: [30, 40],
  city: ["Oslo", "Rome"],
  other: [1, 2],
};

it.each([
  ["Arrow", tableFromArrays(COLUMNS as Record<string, number[]>)],
  [
    "Polars",
    { columns: Object.keys(COLUMNS), getColumn: (name: string) => ({ values: COLUMNS[name]! }) },
  ],
  ["Arquero", { columnNames: () => Object.keys(COLUMNS), array: (name: string) => COLUMNS[name] }],
])("a table that gives its columns when asked is taken alike: %s", async (_library, frame) => {
  const space = new FeatureSpace({ features: { age: "float", city: "string_categorical" } });
  await space.adapt(frame);
  expect(space(frame).arraySync()).toEqual([
    [30, 0, 0, 1],
    [40, 0, 1, 0],
  ]);
  const lacking = new FeatureSpace({ features: { zip: "float_normalized" } });
  await expect(lacking.adapt(frame)).rejects.toThrow('the feature "zip" is missing');
});
