import type { Tensor, TensorContainer, data as tfData } from "@tensorflow/tfjs";
import type { ImageTargets, ImageTargetTensors } from "../layers/image/image-targets.js";

/** What a dataset gives: values of any nesting, as `tf.data` defines it. */
export type Element = TensorContainer;

type Leaf = Tensor | string | number | boolean | null | undefined | ArrayBufferView;

/** A batch of elements: a tensor where they have tensors, arrays or single values, records kept. */
export type Batched<T> = [T] extends [Leaf | readonly unknown[]]
  ? Tensor
  : T extends object
    ? { [K in keyof T]: Batched<T[K]> }
    : Tensor;

/** Datasets in lists and records. */
export type DatasetContainer =
  | tfData.Dataset<Element>
  | readonly DatasetContainer[]
  | { readonly [key: string]: DatasetContainer };

/** An element of zipped datasets. */
export type Zipped<D> =
  D extends tfData.Dataset<infer T>
    ? T
    : D extends object
      ? { -readonly [K in keyof D]: Zipped<D[K]> }
      : never;

/** What a layer gives for an element: a tensor, or a record of tensors for an image and what belongs to it. */
export type MappedByLayer<T> = T extends ImageTargets ? ImageTargetTensors<T> : Tensor;

/** Elements whose values under some keys were mapped. */
export type Remapped<T, F> = {
  [K in keyof T]: K extends keyof F ? (F[K] extends (value: never) => infer O ? O : T[K]) : T[K];
};
