import type { Tensor, Variable } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { addressOf, type WasmBackend } from "./wasm-backend.js";

/** Addresses of variables that may be written to, and of what is only read. */
export interface Cells {
  readonly addresses: readonly number[];
  readonly source: number;
}

/** Makes variables ready to be changed in place: other tensors that share their values keep the old ones. */
export function claimCells(
  backend: WasmBackend,
  variables: readonly Variable[],
  source: Tensor,
): Cells {
  for (const variable of variables) claim(backend, variable);
  // all addresses after the last allocation
  return {
    addresses: variables.map((variable) => addressOf(backend, variable)),
    source: addressOf(backend, source),
  };
}

function claim(backend: WasmBackend, variable: Variable): void {
  const entry = backend.dataIdMap.get(variable.dataId);
  if (entry.refCount > 1) {
    tf.tidy(() => {
      const values = backend.readSync(variable.dataId) as Float32Array; // variables of optimizers are float32
      variable.assign(tf.tensor(values, variable.shape, "float32"));
    });
    return;
  }
  // stock kernels keep packed weights under the tensor's number: a new number makes them pack anew
  backend.wasm.tfjs.disposeData(entry.id);
  const id = backend.dataIdNextNumber++;
  backend.dataIdMap.set(variable.dataId, { ...entry, id });
  backend.wasm.tfjs.registerTensor(id, variable.size, entry.memoryOffset!);
}
