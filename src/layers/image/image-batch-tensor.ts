import type { Tensor, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { type DataFormat, imageSize } from "./image-layout.js";

/** A transformation of images in operations of the backend. */
export interface TensorTransform<T> {
  /** Images and result are float32 in [batch, height, width, channels] order. */
  transform(images: Tensor4D, drawn: T): Tensor4D;
}

/** One image or a batch as a tensor in [batch, height, width, channels] order. */
export function batchTensor(owner: string, images: Tensor, format: DataFormat): Tensor4D {
  const { batch } = imageSize(owner, images.shape, format);
  const inBatch = images.reshape<Tensor4D>([batch, ...images.shape.slice(-3)]);
  return format === "channels_last" ? inBatch : tf.transpose(inBatch, [0, 2, 3, 1]);
}

/** Undoes `batchTensor`, for images of the given rank. */
export function unbatchTensor(batch: Tensor4D, rank: number, format: DataFormat): Tensor {
  const images = format === "channels_last" ? batch : tf.transpose(batch, [0, 3, 1, 2]);
  return rank === 4 ? images : images.reshape<Tensor3D>([...images.shape.slice(1)] as never); // of rank 3
}
