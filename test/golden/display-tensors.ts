import * as tf from "@tensorflow/tfjs";

/** What a value prints, and for some a piece of the html that shows the same. */
export interface DisplayCase {
  readonly name: string;
  readonly value: () => unknown;
  readonly text: string;
  readonly html?: readonly string[];
}

const lines = (...all: string[]): string => all.join("\n");

export const TENSOR_CASES: readonly DisplayCase[] = [
  {
    name: "a scalar is its number",
    value: () => tf.scalar(0.8125),
    text: "0.8125 (float32)",
    html: ["<strong>0.8125</strong>", "(float32)"],
  },
  {
    name: "a float32 scalar has the digits that were typed",
    value: () => tf.scalar(0.1),
    text: "0.1 (float32)",
  },
  { name: "a bool scalar is a word", value: () => tf.scalar(true, "bool"), text: "true (bool)" },
  {
    name: "a string scalar is quoted",
    value: () => tf.scalar('it\'s "x"'),
    text: String.raw`"it's \"x\"" (string)`,
  },
  {
    name: "few values stand on the line",
    value: () => tf.tensor1d([0, 2], "int32"),
    text: "Tensor int32 [2] [0, 2]",
  },
  {
    name: "small values share powers of ten",
    value: () => tf.tensor1d([1e-9, 1e-8, 1]),
    text: "Tensor float32 [3] [1e-09, 1e-08, 1e+00]",
  },
  {
    name: "decimal points are aligned",
    value: () =>
      tf.tensor2d([
        [1, 2, 3],
        [4, 5.5, 60],
      ]),
    text: lines("Tensor float32 [2, 3]", "[[ 1. ,  2. ,  3. ],", " [ 4. ,  5.5, 60. ]]"),
    html: ["<details open><summary>values</summary>", '<table class="dataframe">', ">60. </td>"],
  },
  {
    name: "slabs are set apart by a blank line",
    value: () => tf.range(0, 12, 1, "int32").reshape([2, 2, 3]),
    text: lines(
      "Tensor int32 [2, 2, 3] n=12 x∈[0, 11] unique=12",
      "[[[ 0,  1,  2],",
      "  [ 3,  4,  5]],",
      "",
      " [[ 6,  7,  8],",
      "  [ 9, 10, 11]]]",
    ),
  },
  {
    name: "more than 1000 values show three from each end",
    value: () => tf.range(0, 30000).reshape([100, 300]),
    text: lines(
      "Tensor float32 [100, 300] n=30,000 (117 KiB) x∈[0 ██████████ 29999] μ=14999.5 σ=8660.254",
      "[[    0,     1,     2, …,   297,   298,   299],",
      " [  300,   301,   302, …,   597,   598,   599],",
      " [  600,   601,   602, …,   897,   898,   899],",
      " … 94 more rows",
      " [29100, 29101, 29102, …, 29397, 29398, 29399],",
      " [29400, 29401, 29402, …, 29697, 29698, 29699],",
      " [29700, 29701, 29702, …, 29997, 29998, 29999]]",
    ),
    html: ["… 94 more rows", "<th>297</th>", "<th>99</th>"],
  },
  {
    name: "an image of 5 x 5 is a picture and a matrix",
    value: () => tf.eye(5).mul(0.25).reshape([5, 5, 1]),
    text: lines(
      "Tensor float32 [5, 5, 1] n=25 x∈[0, 0.25] μ=0.05 σ=0.1 shown as [5, 5]",
      "image 5×5 gray, enlarged 38×; 0 → black, 1 → white",
      "[[0.25, 0.  , 0.  , 0.  , 0.  ],",
      " [0.  , 0.25, 0.  , 0.  , 0.  ],",
      " [0.  , 0.  , 0.25, 0.  , 0.  ],",
      " [0.  , 0.  , 0.  , 0.25, 0.  ],",
      " [0.  , 0.  , 0.  , 0.  , 0.25]]",
    ),
    html: ['src="data:image/png;base64,', 'width="190" height="190"', ">0.25</td>"],
  },
  {
    name: "values that are not finite are counted",
    value: () => tf.tensor1d([Number.NaN, 1 / 0, -1 / 0, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]),
    text: lines(
      "Tensor float32 [12] x∈[1.5, 9] μ=5.056 σ=2.499 NaN×1 +Inf×1 -Inf×1",
      "[ NaN,  Inf, -Inf,  1.5,  2. ,  3. ,  4. ,  5. ,  6. ,  7. ,  8. ,  9. ]",
    ),
  },
  {
    name: "nothing but NaN has no range",
    value: () => tf.fill([12], Number.NaN),
    text: lines(
      "Tensor float32 [12] NaN×12",
      "[NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN]",
    ),
  },
  {
    name: "zeros are said once",
    value: () => tf.zeros([2, 6]),
    text: lines(
      "Tensor float32 [2, 6] n=12 all zeros",
      "[[0, 0, 0, 0, 0, 0],",
      " [0, 0, 0, 0, 0, 0]]",
    ),
  },
  {
    name: "an empty tensor says so",
    value: () => tf.zeros([0, 3]),
    text: "Tensor float32 [0, 3] empty",
  },
  {
    name: "a disposed tensor says so",
    value: () => {
      const gone = tf.zeros([2]);
      gone.dispose();
      return gone;
    },
    text: "Tensor float32 [2] disposed",
  },
  {
    name: "complex values have two parts",
    value: () => tf.complex([1, 2, 3], [0.5, -1, 2]),
    text: "Tensor complex64 [3] [1+0.5i, 2-1i, 3+2i]",
  },
  {
    name: "bools are counted",
    value: () => tf.range(0, 12).reshape([3, 4]).greater(8),
    text: lines(
      "Tensor bool [3, 4] n=12 true 3 / false 9 (25%)",
      "[[false, false, false, false],",
      " [false, false, false, false],",
      " [false,  true,  true,  true]]",
    ),
    html: ["rgba(255, 140, 0, 0.45)", ">■</td>", ">□</td>"],
  },
  {
    name: "a larger bool matrix is drawn with squares",
    value: () => tf.range(0, 66).reshape([22, 3]).greater(1),
    text: lines(
      "Tensor bool [22, 3] n=66 true 64 / false 2 (97%)",
      "[[false, false,  true],",
      ...Array.from({ length: 20 }, () => " [ true,  true,  true],"),
      " [ true,  true,  true]]",
    ),
    html: ["□□■\n■■■\n"],
  },
  {
    name: "complex values are described by their size",
    value: () => tf.complex(tf.range(0, 33, 3), tf.range(0, 44, 4)),
    text: lines(
      "Tensor complex64 [11] |x|∈[0, 50] μ=25 σ=15.811",
      "[  0+0i,   3+4i,   6+8i,  9+12i, 12+16i, 15+20i, 18+24i, 21+28i, 24+32i,",
      " 27+36i, 30+40i]",
    ),
  },
  {
    name: "of many strings some are looked at",
    value: () => tf.tensor1d(Array.from({ length: 20_000 }, (_, i) => `t${i}`)),
    text: lines(
      "Tensor string [20000] unique=10,000 longest=6 (of 10,000 sampled values)",
      '["t0", "t1", "t2", …, "t19997", "t19998", "t19999"]',
    ),
  },
  {
    name: "strings are quoted, made visible and aligned by width",
    value: () =>
      tf.tensor2d([
        ["日本", "a"],
        ["\u202eevil", "<script>alert(1)</script>"],
      ]),
    text: lines(
      "Tensor string [2, 2] unique=4 longest=25",
      '[["日本",         "a"],',
      String.raw` ["\u{202e}evil", "<script>alert(1)</script>"]]`,
    ),
    html: ["&lt;script&gt;alert(1)&lt;/script&gt;", String.raw`\u{202e}evil`],
  },
  {
    name: "a variable is called one",
    value: () => tf.variable(tf.ones([2]), true, "scale"),
    text: 'Variable "scale" float32 [2] [1, 1]',
  },
  {
    name: "a symbolic tensor has a shape and no values",
    value: () => tf.input({ shape: [null, 4], dtype: "int32", name: "ids" }),
    text: "SymbolicTensor int32 [null, null, 4] name=ids",
  },
  {
    name: "a list of tensors is a list of lines",
    value: () => [tf.ones([2]), tf.zeros([3, 4])],
    text: lines(
      "Tensor[] (2)",
      "  0: Tensor float32 [2] [1, 1]",
      "  1: Tensor float32 [3, 4] n=12 all zeros",
    ),
  },
  {
    name: "a record of tensors is a line for each key",
    value: () => ({ xs: tf.ones([1, 2]), ys: tf.tensor1d([3], "int32") }),
    text: lines("{ 2 tensors }", "  xs: Tensor float32 [1, 2]", "  ys: Tensor int32 [1] [3]"),
  },
];
