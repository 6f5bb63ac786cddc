import type { backend_util, DataType, TensorInfo } from "@tensorflow/tfjs";

/** What of tfjs's cpu backend is used here (private parts of tfjs 4.22). */
export interface CpuBackend {
  makeTensorInfo(
    shape: number[],
    dtype: DataType,
    values: backend_util.BackendValues | string[],
  ): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
  readSync(dataId: object): backend_util.BackendValues;
}
