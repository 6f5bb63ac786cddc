import { weightsName } from "./keras-object.js";

const SHORT: Readonly<Record<string, string>> = {
  acc: "accuracy",
  cosine_proximity: "cosine_similarity",
  kld: "kl_divergence",
  kullback_leibler_divergence: "kl_divergence",
  logcosh: "log_cosh",
  mae: "mean_absolute_error",
  mape: "mean_absolute_percentage_error",
  mse: "mean_squared_error",
  msle: "mean_squared_logarithmic_error",
};

/** Keras's name of a loss or metric, of which it takes several: `mse`, `MSE`, `MeanSquaredError`. */
export function kerasName(name: string): string {
  const snake = /^[A-Z]+$/.test(name) ? name.toLowerCase() : weightsName(name);
  return SHORT[snake] ?? snake;
}

/** tfjs's losses by Keras's names. */
export const LOSSES: Readonly<Record<string, string>> = {
  binary_crossentropy: "binaryCrossentropy",
  categorical_crossentropy: "categoricalCrossentropy",
  categorical_hinge: "categoricalHinge",
  cosine_similarity: "cosineProximity",
  hinge: "hinge",
  kl_divergence: "kullbackLeiblerDivergence",
  log_cosh: "logcosh",
  mean_absolute_error: "meanAbsoluteError",
  mean_absolute_percentage_error: "meanAbsolutePercentageError",
  mean_squared_error: "meanSquaredError",
  mean_squared_logarithmic_error: "meanSquaredLogarithmicError",
  poisson: "poisson",
  sparse_categorical_crossentropy: "sparseCategoricalCrossentropy",
  squared_hinge: "squaredHinge",
};

/** tfjs's metrics by Keras's names. */
export const METRICS: Readonly<Record<string, string>> = {
  accuracy: "accuracy",
  binary_accuracy: "binaryAccuracy",
  categorical_accuracy: "categoricalAccuracy",
  mean_absolute_error: "mae",
  mean_absolute_percentage_error: "mape",
  mean_squared_error: "mse",
  precision: "precision",
};
