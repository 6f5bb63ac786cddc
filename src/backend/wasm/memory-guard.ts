import { tf } from "../../tensorflow.js";
import { allocate, type WasmBackend } from "./wasm-backend.js";

/**
 * Lets a tensor that finds no room be an error. tfjs would write it to address 0, which ruins everything that is
 * computed afterwards.
 */
export function guardMemory(backend: WasmBackend): void {
  const stock = backend.move.bind(backend);
  backend.move = (dataId, values, shape, dtype, refCount) => {
    if (dtype === "string") return stock(dataId, values, shape, dtype, refCount);
    const size = tf.util.sizeFromShape(shape);
    const bytes = size * tf.util.bytesPerElement(dtype);
    const memoryOffset = allocate(backend, bytes);
    const id = backend.dataIdNextNumber++;
    backend.dataIdMap.set(dataId, { id, memoryOffset, shape, dtype, refCount });
    backend.wasm.tfjs.registerTensor(id, size, memoryOffset);
    if (values !== null && values !== undefined) {
      const { buffer, byteOffset } = values as Float32Array; // every type but string comes as a typed array
      backend.wasm.HEAPU8.set(new Uint8Array(buffer, byteOffset, bytes), memoryOffset);
    }
  };
}
