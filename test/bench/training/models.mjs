// The three models that are trained on both sides; `peer.py` builds the same ones.
import { tf } from "../../../dist/src/index.js";

const { layers } = tf;

function convolution(x, filters, kernelSize, options = {}) {
  return layers.conv2d({ filters, kernelSize, ...options }).apply(x);
}

function normalized(x, activation) {
  const y = layers.batchNormalization({ epsilon: 1.001e-5 }).apply(x);
  return activation ? layers.activation({ activation }).apply(y) : y;
}

function block(x, filters, strides, hasShortcut) {
  const shortcut = hasShortcut ? normalized(convolution(x, 4 * filters, 1, { strides })) : x;
  let y = normalized(convolution(x, filters, 1, { strides }), "relu");
  y = normalized(convolution(y, filters, 3, { padding: "same" }), "relu");
  y = normalized(convolution(y, 4 * filters, 1));
  return layers.activation({ activation: "relu" }).apply(layers.add().apply([shortcut, y]));
}

/** Keras's ResNet50 for 32 x 32 x 3 images and 10 classes, without pretrained weights. */
function resnet50() {
  const input = tf.input({ shape: [32, 32, 3] });
  let x = layers.zeroPadding2d({ padding: 3 }).apply(input);
  x = normalized(convolution(x, 64, 7, { strides: 2 }), "relu");
  x = layers.zeroPadding2d({ padding: 1 }).apply(x);
  x = layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(x);
  for (const [filters, blocks, strides] of [
    [64, 3, 1],
    [128, 4, 2],
    [256, 6, 2],
    [512, 3, 2],
  ]) {
    x = block(x, filters, strides, true);
    for (let i = 1; i < blocks; i++) x = block(x, filters, 1, false);
  }
  x = layers.globalAveragePooling2d({}).apply(x);
  const outputs = layers.dense({ units: 10, activation: "softmax" }).apply(x);
  const model = tf.model({ inputs: input, outputs });
  model.compile({ optimizer: tf.train.rmsprop(1e-3), loss: "sparseCategoricalCrossentropy" });
  return model;
}

/** A small convolutional network. */
function cnn() {
  const model = tf.sequential({
    layers: [
      layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu", inputShape: [32, 32, 3] }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 64, activation: "relu" }),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "sparseCategoricalCrossentropy" });
  return model;
}

/** An embedding and a GRU over 50 tokens. */
function gru() {
  const model = tf.sequential({
    layers: [
      layers.embedding({ inputDim: 5000, outputDim: 16, inputLength: 50 }),
      layers.gru({ units: 8 }),
      layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  model.compile({ optimizer: tf.train.rmsprop(1e-3), loss: "binaryCrossentropy" });
  return model;
}

export const models = { resnet50, cnn, gru };
