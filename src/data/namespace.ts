import type { data as tfData } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

export { Dataset, type DatasetSource, fromTfDataset as from } from "./dataset.js";
export type { ElementSpec, ValueSpec } from "./element-spec.js";
export type {
  Batched,
  DatasetContainer,
  Element,
  MappedByLayer,
  Remapped,
  Zipped,
} from "./element-types.js";
export type { PadBatchOptions, PaddingValue } from "./pad-batch.js";
export type { ParallelMapOptions } from "./parallel/parallel-map.js";
export { closeWorkers } from "./parallel/worker-pool.js";
export type { LazyIterator, Pass } from "./pass.js";
export { array } from "./sources/array.js";
export { arrow } from "./sources/arrow.js";
export type { ColumnOptions } from "./sources/column-values.js";
export { type CsvColumn, CsvDataset, type CsvOptions, csv } from "./sources/csv.js";
export { func, generator } from "./sources/generator.js";
export { parquet } from "./sources/parquet.js";
export { zip } from "./sources/zip.js";

/** The rest of `tf.data`, as it is. */
export const {
  CSVDataset,
  FileDataSource,
  TextLineDataset,
  URLDataSource,
  microphone,
  webcam,
  version_data,
} = tf.data;
export type CSVDataset = tfData.CSVDataset;
export type TextLineDataset = tfData.TextLineDataset;
export type FileDataSource = tfData.FileDataSource;
export type URLDataSource = tfData.URLDataSource;
