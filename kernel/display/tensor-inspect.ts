import { setInspect } from "./inspect-method.js";
import { describeContent, titleOf } from "./kinds/tensor.js";
import { contentOf, elementCount, isTensor } from "./kinds/tensor-content.js";
import { toText } from "./lower/to-text.js";

/**
 * Makes `console.log` and `util.inspect` print tensors as the kernel shows them, where Node would
 * print their ids and no values. Takes `tf.Tensor.prototype`; inside other objects a tensor is one
 * line without values.
 *
 * @example
 * installTensorInspect(tf.Tensor.prototype);
 * console.log({ xs: tf.zeros([2, 3]) }); // { xs: Tensor float32 [2, 3] }
 */
export function installTensorInspect(prototype: object): void {
  setInspect(prototype, inspectTensor);
}

function inspectTensor(tensor: unknown, alone: boolean): string {
  if (!isTensor(tensor)) return "Tensor";
  const title = titleOf(tensor);
  if (tensor.isDisposed === true) return `${title} disposed`;
  if (!alone || elementCount(tensor.shape) === 0) return title;
  try {
    const read: unknown = Reflect.get(tensor, "dataSync");
    if (typeof read !== "function") return title;
    return toText(describeContent(tensor, contentOf(tensor, Reflect.apply(read, tensor, []))));
  } catch {
    // some backends read asynchronously only
    return title;
  }
}
