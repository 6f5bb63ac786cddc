// Layers that threads import by the option `modules`; the tests have the same ones on their side.
import { PreprocessingLayer, registerLayer, registerStandardizer } from "preplab";

class Doubling extends PreprocessingLayer {
  static className = "Doubling";
  compute(input) {
    return { ...input, dtype: "float32", values: Float32Array.from(input.values, (x) => 2 * x) };
  }
}

class Exiting extends PreprocessingLayer {
  static className = "Exiting";
  compute(input) {
    if (input.values[0] === 3) process.exit(7);
    return input;
  }
}

class Waiting extends PreprocessingLayer {
  static className = "Waiting";
  compute(input) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, input.values[0]);
    return input;
  }
}

for (const layer of [Doubling, Exiting, Waiting]) registerLayer(layer);
registerStandardizer("without vowels", (text) => text.replace(/[aeiou]/g, ""));
