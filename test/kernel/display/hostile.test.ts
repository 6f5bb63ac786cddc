import * as tf from "@tensorflow/tfjs";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../../kernel/display/compare.js";
import type { Description } from "../../../kernel/display/description.js";
import { describeTraining } from "../../../kernel/display/kinds/training.js";
import { toBundle } from "../../../kernel/display/lower/to-bundle.js";
import { MAX_BUNDLE_BYTES } from "../../../kernel/display/lower/within-limit.js";
import { renderValue } from "../../../kernel/display/render-value.js";
import { show } from "../../../kernel/display/show.js";
import { html } from "../../../kernel/display/shown/html.js";
import { plot } from "../../../kernel/display/shown/plot.js";
import { plotModel } from "../../../kernel/display/shown/plot-model.js";
import { table } from "../../../kernel/display/shown/table.js";

const TEXT_LINES = 24;
/** nobody sees them, or they reorder what is seen, or they are no text in UTF-8 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be shown
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]/u;

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ["a script", "<script>alert(1)</script>"],
  ["an image in an attribute", '"><img src=x onerror=alert(1)>'],
  ["a handler in an attribute", "' onmouseover='alert(1)' x=\""],
  ["ends of elements", "</small></td></tr></table></pre></div></svg><b>out"],
  ["a comment", "<!-- --><![CDATA[ ]]> -->"],
  ["entities", "&lt;b&gt; &amp;#60;i&amp;#62; &#60;u&#62;"],
  ["bidirectional marks", "\u202etxt.exe\u2066\u200f"],
  ["NUL and escapes", "a\u0000b\u001b[31mred\u0007\u0008"],
  ["lone surrogates", "\ud800x\udc00"],
  ["line breaks", Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n\r\n\u2028")],
  ["a prototype", "__proto__"],
  ["a constructor", "constructor"],
  ["nothing", ""],
  ["a megabyte", "<b>".repeat(350_000)],
];

const image = [
  [0, 1],
  [1, 0],
];
const described = (description: Description): unknown => ({
  [Symbol.for("Jupyter.display")]: () => toBundle(description).data,
});
const entry = <Value>(name: string, value: Value): Record<string, Value> =>
  Object.fromEntries([[name, value]]);

const layer = (text: string) => ({
  name: text,
  weights: [{ name: text, shape: [2, null], dtype: text }],
  getClassName: () => text,
  getConfig: () => ({
    ...entry(text, text),
    list: [text, [text]],
    part: { className: text },
    deep: entry(text, {}),
  }),
  outputShape: [null, text],
  countParams: () => 3,
  inboundNodes: [{ inboundLayers: [{ name: text }, { name: `${text}2` }] }],
});

const model = (text: string) => ({
  name: text,
  layers: [
    layer("first"),
    layer(text),
    { ...layer(text), layers: [layer(text)], fit() {}, trainableWeights: [] },
  ],
  trainableWeights: [{ name: text, shape: [2] }],
  getClassName: () => text,
  countParams: () => 3,
  fit() {},
});

const lookup = (text: string, adapted = true) => ({
  lookupTable: () => ({
    layer: text,
    size: 300,
    numOov: 1,
    adapted,
    adaptedOn: null,
    row: (index: number) => ({ index, token: text, count: index }),
  }),
});

/** A value of each kind that holds a text wherever it can. */
const KINDS: Readonly<Record<string, (text: string) => unknown>> = {
  "string tensor": (text) => tf.tensor1d([text, "b"]),
  "string matrix": (text) => tf.fill([5, 30], text, "string"),
  "string scalar": (text) => tf.scalar(text),
  "symbolic tensor": (text) => tf.input({ shape: [2], name: text }),
  variable: (text) => ({ ...tensorLike([2]), name: text, trainable: true }),
  "tensor of an unknown dtype": (text) => ({ ...tensorLike([2]), dtype: text }),
  "tensor group": (text) => entry(text, tf.scalar(1)),
  "tensor list": (text) => Array.from({ length: 30 }, () => tf.tensor1d([text])),
  "ragged tensor": (text) => ({
    shape: [1, null],
    dtype: text,
    values: tensorLike([2]),
    rowEnds: Int32Array.of(2),
  }),
  layer,
  "layer of many options": (text) => ({
    ...layer(text),
    getConfig: () =>
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${text}${i}`, text])),
  }),
  lookup,
  "lookup that is not adapted": (text) => lookup(text, false),
  model,
  dataset: (text) => ({
    size: 3,
    knownSpec: { ...entry(text, { dtype: text, shape: [null] }), list: [{ dtype: text }] },
    iterator() {},
    forEachAsync() {},
    batch() {},
    map() {},
  }),
  history: (text) => ({
    epoch: [0, 1, 2],
    history: { ...entry(text, [1, 2, 3]), loss: [3, Number.NaN, 1] },
    syncData() {},
  }),
  "danfo.js frame": (text) => ({
    $dataIncolumnFormat: [],
    values: [
      [text, 1],
      [{ text }, [text]],
    ],
    columns: [text, "b"],
    dtypes: [text, text],
    index: [text, "y"],
    shape: [2, 2],
  }),
  "Arrow table": (text) => ({
    numRows: 1,
    schema: { fields: [{ name: text, type: { toString: () => text } }] },
    getChildAt: () => ({ get: () => text }),
  }),
  "Arquero table": (text) => ({
    columnNames: () => [text],
    numRows: () => 40,
    get: () => text,
  }),
  "Vega chart": (text) => ({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: text,
    mark: text,
  }),
  "Plotly figure": (text) => ({ data: [{ type: text }], layout: { title: text } }),
  "line plot": (text) =>
    plot({ ...entry(text, [1, 2]), other: [2, 1] }, { title: text, xLabel: text, yLabel: text }),
  "bar plot": (text) => plot.bar(entry(text, 1)),
  histogram: (text) => plot.histogram({ ...entry(text, [1, 2]), other: [2, 1] }),
  "plotted model": (text) => plotModel(model(text)),
  pictures: (text) => show(entry(text, image)),
  "labelled pictures": (text) => show([image, image], { labels: [text, text] }),
  comparison: (text) => compare([image, image], entry(text, [image, image]), { labels: [text] }),
  "comparison of one image": (text) => compare(image, { ...entry(text, image), b: image }),
  progress: (text) =>
    described({ kind: "progress", label: text, done: 1, total: 3, facts: [text] }),
  chart: (text) =>
    described({
      kind: "chart",
      title: text,
      axis: text,
      lines: [{ name: text, values: [1, 2] }],
    }),
  fold: (text) =>
    described({
      kind: "fold",
      label: text,
      open: true,
      body: { kind: "verbatim", text },
    }),
  training: (text) =>
    described(
      describeTraining({
        status: "running",
        epoch: 1,
        epochs: 2,
        step: 1,
        steps: 3,
        totalSteps: 6,
        elapsedMs: 10,
        stepMs: 1,
        remainingMs: 5,
        metrics: { ...entry(text, 1), loss: 2 },
        losses: [3, 2],
      } as Parameters<typeof describeTraining>[0]),
    ),
  records: (text) => table([{ ...entry(text, text), n: 1 }, entry("x", [text])]),
  "a list of texts": (text) => table(Array.from({ length: 100 }, () => text)),
  "a typed array with a name of its own": (text) =>
    Object.defineProperty(new Float32Array(3), Symbol.toStringTag, { value: text }),
  error: (text) => Object.assign(new Error(text, { cause: new Error(text) }), { name: text }),
  "text in html": (text) => html`<p>${text}</p>${table([entry("x", text)])}`,
};

function tensorLike(shape: readonly number[], values: ArrayLike<number> = [1, 2]) {
  return { shape, dtype: "float32", dataId: {}, data: async () => values };
}

interface Bundle {
  readonly text: string;
  readonly html: string | undefined;
}

/** Renders and checks what holds for every output. */
async function rendered(value: unknown): Promise<Bundle> {
  const bundle = await renderValue(value);
  const text = bundle.data["text/plain"];
  expect(text).toBeTypeOf("string");
  expect(String(text).split("\n").length).toBeLessThanOrEqual(TEXT_LINES);
  expect(Buffer.byteLength(JSON.stringify(bundle))).toBeLessThan(MAX_BUNDLE_BYTES);
  const rich = bundle.data["text/html"];
  return { text: String(text), html: typeof rich === "string" ? rich : undefined };
}

/** `td`, `td@style` and so on: all elements and attributes of some html. */
function structureOf(markup: string | undefined): Set<string> {
  const { document } = parseHTML(`<html><body>${markup ?? ""}</body></html>`);
  const found = new Set<string>();
  for (const element of document.querySelectorAll("body *")) {
    found.add(element.localName);
    for (const { name } of element.attributes) found.add(`${element.localName}@${name}`);
  }
  return found;
}

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

describe.each(Object.entries(KINDS))("%s", (_, make) => {
  test.each(HOSTILE)("with %s stays text", async (_name, text) => {
    const bundle = await rendered(make(text));
    expect(bundle.text).not.toMatch(UNSEEN);
    if (bundle.html === undefined) return;
    expect(bundle.html).not.toMatch(UNSEEN);
    const tame = structureOf((await rendered(make("tame"))).html);
    for (const part of structureOf(bundle.html)) expect(tame).toContain(part);
  });
});

const fill = (shape: number[], value: number) => tf.fill(shape, value);
const disposed = (tensor: tf.Tensor) => {
  tensor.dispose();
  return tensor;
};
const gone = () => disposed(tf.zeros([2, 2]));

/** Values that are empty, without an end, not finite or gone. */
const EXTREMES: Readonly<Record<string, () => unknown>> = {
  ...Object.fromEntries(
    [
      [],
      [0],
      [3, 0],
      [0, 32, 32, 3],
      [2, 0, 8, 3],
      [1, 1, 1, 1, 1, 1],
      [9, 9, 3],
      [2, 16, 16, 4],
    ].flatMap((shape) =>
      [Number.NaN, 1 / 0, -1 / 0, 3.4e38, -0, 1e-45].map((value) => [
        `${value} in shape [${shape}]`,
        () => fill(shape, value),
      ]),
    ),
  ),
  "an image of all that is not finite": () =>
    tf.tensor(
      [Number.NaN, 1 / 0, -1 / 0, 1].flatMap((value) => new Array(16).fill(value)),
      [8, 8, 1],
    ),
  "empty strings": () => tf.tensor([], [0, 4], "string"),
  "empty bools": () => tf.zeros([4, 0], "bool"),
  "complex numbers that are not finite": () =>
    tf.complex(fill([4, 5], Number.NaN), fill([4, 5], 1 / 0)),
  "no complex numbers": () => tf.complex(tf.zeros([0]), tf.zeros([0])),
  "a tensor that is gone": gone,
  "strings that are gone": () => disposed(tf.tensor1d(["a"])),
  "an image that is gone": () => disposed(tf.zeros([8, 8, 3])),
  "a group that is gone": () => ({ xs: gone(), ys: gone() }),
  "a variable that is gone": () => disposed(tf.variable(tf.zeros([3]))),
  "a tensor that cannot be read": () => ({
    ...tensorLike([2]),
    data: () => Promise.reject(new Error("gone")),
  }),
  "a tensor that gives nothing": () => ({ ...tensorLike([2]), data: async () => undefined }),
  "a tensor that gives too little": () => tensorLike([1000], [1]),
  "a model that is gone": () => {
    const whole = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    whole.dispose();
    return whole;
  },
  "a lookup without rows": () => ({
    lookupTable: () => ({
      layer: "L",
      size: 0,
      numOov: 0,
      adapted: true,
      adaptedOn: null,
      row() {},
    }),
  }),
  "a lookup that throws": () => ({
    lookupTable() {
      throw new Error("no");
    },
  }),
  "a history that is not finite": () => ({
    epoch: [0, 1, 2],
    history: { loss: [Number.NaN, 1 / 0, -1 / 0], acc: [] },
    syncData() {},
  }),
  "a history of nothing": () => ({ epoch: [], history: {}, syncData() {} }),
  "a history of many metrics and epochs": () => ({
    epoch: Array.from({ length: 10_000 }, (_, i) => i),
    history: Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`metric ${i}`, new Array(10_000).fill(i / 3)]),
    ),
    syncData() {},
  }),
  "a model of a thousand layers": () => ({
    ...model("m"),
    layers: Array.from({ length: 1000 }, (_, i) => layer(`layer ${i}`)),
  }),
  "a model in a model in a model": () => {
    let whole: object = model("innermost");
    for (let i = 0; i < 40; i++) whole = { ...model(`model ${i}`), layers: [whole] };
    return whole;
  },
  "a model inside of itself": () => {
    const whole = { ...model("m"), ...layer("m"), layers: [] as unknown[] };
    whole.layers.push(whole);
    return whole;
  },
  "a dataset of any size": () => ({
    size: Number.NaN,
    iterator() {},
    forEachAsync() {},
    batch() {},
    map() {},
  }),
  "a frame of a thousand columns": () =>
    table(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`column ${i}`, [i]]))),
  "no rows": () => table([]),
  "numbers of a table that are not finite": () =>
    table([{ a: Number.NaN }, { a: 1 / 0 }, { a: -0 }]),
  "a plot of nothing": () => plot([]),
  "a plot that is not finite": () => plot([Number.NaN, 1 / 0, -1 / 0]),
  "points that are not finite": () => plot.scatter([Number.NaN, 1], [1 / 0, 1]),
  "a histogram that is not finite": () => plot.histogram([Number.NaN, 1 / 0]),
  "a histogram of the largest numbers": () => plot.histogram([-1.7e308, 1.7e308]),
  "pictures that are not finite": () => show([[[Number.NaN, 1 / 0, -1 / 0]]]),
  "pictures of the largest numbers": () => show([[-1.7e308, 1.7e308]]),
  "a picture of one large number": () => show([[1e30, 1e30]]),
  "a hundred labelled pictures of noise": () =>
    show(tf.randomUniform([100, 64, 64, 4], 0, 1, "float32", 1), {
      labels: Array.from({ length: 100 }, (_, i) => `label ${i}`),
    }),
  "a comparison of noise": () => {
    const noise = tf.randomUniform([8, 128, 128, 3], 0, 1, "float32", 1);
    return compare(
      noise,
      Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`v${i}`, noise])),
    );
  },
  "the beginning of a PNG file": () =>
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "a large PNG file": () => {
    const bytes = new Uint8Array(2 ** 21);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return bytes;
  },
  "a large chart": () => ({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    data: "x".repeat(2 ** 21),
  }),
  "1e8 numbers": () => new Float64Array(1e8),
  "1e8 bytes": () => new Uint8Array(1e8),
  "1e9 numbers of a tensor": () => tensorLike([1e9], { length: 1e9, 5: Number.NaN }),
  "1e9 numbers of images": () => tensorLike([1000, 500, 500, 4], { length: 1e9 }),
  "1e9 holes": () => new Array(1e9),
  "a table of 1e9 holes": () => table(new Array(1e9)),
  "numbers of every kind of typed array": () => [
    new BigInt64Array(1e5).fill(-(2n ** 63n)),
    new Float64Array([Number.NaN, 1 / 0, -0]),
  ],
  "a buffer that is detached": () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  "an error without end": () => {
    const error = new Error("loop");
    return Object.assign(error, { cause: error, errors: [error, error] });
  },
  "an error of many errors": () =>
    new AggregateError(Array.from({ length: 100 }, (_, i) => new Error(`error ${i}`))),
};

describe("extremes", () => {
  test.each(Object.entries(EXTREMES))("%s can be shown", async (_, make) => {
    const { text, html: markup } = await rendered(make());
    expect(text).not.toBe("");
    expect(text).not.toMatch(UNSEEN);
    expect(structureOf(markup)).not.toContain("script");
  });
});

test("pictures and values of tensors that are gone are refused in words", () => {
  expect(() => show(gone())).toThrow("Received: a disposed tensor");
  expect(() => compare(gone(), [[1]])).toThrow("compare: images must");
});
