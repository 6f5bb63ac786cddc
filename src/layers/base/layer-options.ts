import type { DataType, Shape } from "@tensorflow/tfjs";
import type { tf } from "../../tensorflow.js";

/** Options that every layer takes. */
export interface LayerOptions {
  /** Unique within a model. Defaults to the class's name in snake case, numbered when taken. */
  readonly name?: string | undefined;
  readonly trainable?: boolean | undefined;
  /** Type of the output where a layer leaves a choice. Defaults to `float32`. */
  readonly dtype?: DataType | undefined;
  /** Shape of one input, for the first layer of a sequential model. */
  readonly inputShape?: Shape | undefined;
  readonly batchInputShape?: Shape | undefined;
  readonly batchSize?: number | undefined;
}

/** The options as tfjs takes them, with the type that a model's input gets when this layer comes first. */
export function tfLayerArgs(
  options: LayerOptions,
  inputDtype: DataType,
): NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]> {
  const { trainable, inputShape, batchInputShape, batchSize } = options;
  return {
    ...(trainable == null ? {} : { trainable }),
    ...(inputShape == null ? {} : { inputShape }),
    ...(batchInputShape == null ? {} : { batchInputShape }),
    ...(batchSize == null ? {} : { batchSize }),
    dtype: inputDtype,
  };
}
