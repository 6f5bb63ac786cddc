/** How a layer of tfjs goes with Keras's. */
export interface LayerEntry {
  /** Options that both have, under Keras's names. */
  readonly options: readonly string[];
  /** Options that only Keras has, with the one value under which tfjs's layer does the same. */
  readonly only: Readonly<Record<string, unknown>>;
  /** Options under another name in tfjs. */
  readonly renamed: Readonly<Record<string, string>>;
}

const KERNEL = ["kernel_initializer", "kernel_regularizer", "kernel_constraint"];
const BIAS = ["use_bias", "bias_initializer", "bias_regularizer", "bias_constraint"];
const DEPTHWISE = ["depthwise_initializer", "depthwise_regularizer", "depthwise_constraint"];
const POINTWISE = ["pointwise_initializer", "pointwise_regularizer", "pointwise_constraint"];
const SLIDING = ["kernel_size", "strides", "padding", "data_format"];
const POOLING = ["pool_size", "strides", "padding", "data_format"];
const RECURRENT = [
  ...["units", "activation", ...KERNEL, ...BIAS, "dropout", "recurrent_dropout"],
  ...["recurrent_initializer", "recurrent_regularizer", "recurrent_constraint"],
];
/** Options of every layer that runs a cell over a sequence. */
export const SEQUENCE = ["return_sequences", "return_state", "go_backwards", "stateful"];

const NO_ACTIVITY = { activity_regularizer: null };
const CHANNELS_LAST = { data_format: "channels_last" };
const ONCE = { zero_output_for_mask: false };

function entry(
  options: readonly string[],
  only: LayerEntry["only"] = {},
  renamed: LayerEntry["renamed"] = {},
): LayerEntry {
  return { options, only, renamed };
}

const conv = entry(["filters", ...SLIDING, "dilation_rate", "activation", ...KERNEL, ...BIAS], {
  ...NO_ACTIVITY,
  groups: 1,
});
const convTranspose = entry(["filters", ...SLIDING, "activation", ...KERNEL, ...BIAS], {
  ...NO_ACTIVITY,
  dilation_rate: 1,
  groups: 1,
  output_padding: null,
});
const gru = [...RECURRENT, "recurrent_activation", "reset_after"];
const lstm = [...RECURRENT, "recurrent_activation", "unit_forget_bias"];

/** Layers that tfjs and Keras both have and that hold no other layers, by their class names. */
export const LAYERS: Readonly<Record<string, LayerEntry>> = {
  Activation: entry(["activation"]),
  Add: entry([]),
  AlphaDropout: entry(["rate"], { noise_shape: null }),
  Average: entry([]),
  AveragePooling1D: entry(["pool_size", "strides", "padding"], CHANNELS_LAST),
  AveragePooling2D: entry(POOLING),
  AveragePooling3D: entry(POOLING),
  BatchNormalization: entry(
    [
      ...["axis", "momentum", "epsilon", "center", "scale"],
      ...["beta_initializer", "gamma_initializer", "moving_mean_initializer"],
      ...["moving_variance_initializer", "beta_regularizer", "gamma_regularizer"],
      ...["beta_constraint", "gamma_constraint"],
    ],
    { renorm: false, synchronized: false },
  ),
  Concatenate: entry(["axis"]),
  Conv1D: entry(
    [
      ...["filters", "kernel_size", "strides", "padding", "dilation_rate", "activation"],
      ...[...KERNEL, ...BIAS],
    ],
    { ...NO_ACTIVITY, ...CHANNELS_LAST, groups: 1 },
  ),
  Conv2D: conv,
  Conv2DTranspose: convTranspose,
  Conv3D: conv,
  Conv3DTranspose: convTranspose,
  ConvLSTM2D: entry(
    [
      ...["filters", ...SLIDING, "dilation_rate", "activation", "recurrent_activation"],
      ...[...KERNEL, ...BIAS, "unit_forget_bias", "dropout", "recurrent_dropout"],
      ...["recurrent_initializer", "recurrent_regularizer", "recurrent_constraint", ...SEQUENCE],
    ],
    { ...NO_ACTIVITY, ...ONCE, ...CHANNELS_LAST },
  ),
  Cropping2D: entry(["cropping", "data_format"]),
  Dense: entry(["units", "activation", ...KERNEL, ...BIAS], {
    ...NO_ACTIVITY,
    lora_rank: null,
    quantization_config: null,
  }),
  DepthwiseConv2D: entry([...SLIDING, "depth_multiplier", "activation", ...DEPTHWISE, ...BIAS], {
    ...NO_ACTIVITY,
    dilation_rate: 1,
  }),
  Dot: entry(["axes", "normalize"]),
  Dropout: entry(["rate", "noise_shape"]),
  ELU: entry([], { alpha: 1 }),
  Embedding: entry(
    [
      ...["input_dim", "output_dim", "mask_zero", "embeddings_initializer"],
      ...["embeddings_regularizer", "embeddings_constraint"],
    ],
    { ...NO_ACTIVITY, lora_rank: null, quantization_config: null },
  ),
  Flatten: entry(["data_format"]),
  GRU: entry([...gru, ...SEQUENCE], { ...NO_ACTIVITY, ...ONCE }),
  GRUCell: entry(gru),
  GaussianDropout: entry(["rate"]),
  GaussianNoise: entry(["stddev"]),
  GlobalAveragePooling1D: entry([], { ...CHANNELS_LAST, keepdims: false }),
  GlobalAveragePooling2D: entry(["data_format"], { keepdims: false }),
  GlobalMaxPooling1D: entry([], { ...CHANNELS_LAST, keepdims: false }),
  GlobalMaxPooling2D: entry(["data_format"], { keepdims: false }),
  LSTM: entry([...lstm, ...SEQUENCE], { ...NO_ACTIVITY, ...ONCE }),
  LSTMCell: entry(lstm),
  LayerNormalization: entry(
    [
      ...["axis", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer"],
      ...["beta_regularizer", "gamma_regularizer"],
    ],
    { beta_constraint: null, gamma_constraint: null, rms_scaling: false },
  ),
  LeakyReLU: entry(["negative_slope"], {}, { negative_slope: "alpha" }),
  Masking: entry(["mask_value"]),
  MaxPooling1D: entry(["pool_size", "strides", "padding"], CHANNELS_LAST),
  MaxPooling2D: entry(POOLING),
  MaxPooling3D: entry(POOLING),
  Maximum: entry([]),
  Minimum: entry([]),
  Multiply: entry([]),
  PReLU: entry(["alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes"]),
  Permute: entry(["dims"]),
  ReLU: entry(["max_value"], { negative_slope: 0, threshold: 0 }),
  RepeatVector: entry(["n"]),
  Reshape: entry(["target_shape"]),
  SeparableConv2D: entry(
    [
      ...["filters", "kernel_size", "strides", "padding", "dilation_rate", "depth_multiplier"],
      ...["activation", ...DEPTHWISE, ...POINTWISE, ...BIAS],
    ],
    { ...NO_ACTIVITY, ...CHANNELS_LAST },
  ),
  SimpleRNN: entry([...RECURRENT, ...SEQUENCE], { ...NO_ACTIVITY, ...ONCE }),
  SimpleRNNCell: entry(RECURRENT),
  Softmax: entry(["axis"]),
  SpatialDropout1D: entry(["rate"]),
  UpSampling2D: entry(["size", "data_format"], { interpolation: "nearest" }),
  ZeroPadding2D: entry(["padding", "data_format"]),
};

/** Options that change nothing of what a layer computes here. */
export const WITHOUT_EFFECT = new Set([
  ...["name", "trainable", "dtype", "seed", "unroll", "implementation", "autocast"],
  ...["renorm_clipping", "renorm_momentum", "sparse", "ragged", "optional"],
]);
