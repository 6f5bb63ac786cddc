import { cifar10 } from "./cifar10.js";

/** Data sets to train on, as in `keras.datasets`. */
export const datasets = Object.freeze({ cifar10 });
