import { contentOf, type TensorLike } from "../../../display/kinds/tensor-content.js";

/** A tensor as a front end gets it; `buffer` arrives there as a DataView. */
export interface TensorRecord {
  /** `float32`, `int32`, `bool` (a byte each) or `string` */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** the numbers, row by row, in the byte order of the machine: little-endian nearly everywhere */
  readonly buffer?: ArrayBufferView;
  /** the strings of a string tensor */
  readonly values?: readonly string[];
}

/** Reads a tensor now: it may be disposed of, or change, afterwards. */
export function tensorRecord(tensor: TensorLike, place: string): TensorRecord {
  const { dtype, shape } = tensor;
  if (tensor.isDisposed === true) throw refusal(place, "a tensor that was disposed");
  const read: unknown = Reflect.get(tensor, "dataSync");
  if (typeof read !== "function") throw refusal(place, "a tensor that cannot be read at once");
  const data: unknown = Reflect.apply(read, tensor, []);
  const content = contentOf(tensor, data);
  switch (content.type) {
    case "strings": {
      const values = Array.from({ length: content.count }, (_, i) => content.at(i));
      return { dtype, shape: [...shape], values };
    }
    case "numbers":
    case "complex":
      if (!ArrayBuffer.isView(data)) throw refusal(place, `a ${dtype} tensor without bytes`);
      return { dtype, shape: [...shape], buffer: copyOf(data) };
  }
}

/** a backend may hand out its own memory */
function copyOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
}

function refusal(place: string, what: string): TypeError {
  return new TypeError(`widget: ${place} must be a tensor that can be read. Received: ${what}`);
}
