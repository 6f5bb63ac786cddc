import type * as tfjs from "@tensorflow/tfjs";
import { describeModel } from "../../../display/kinds/model.js";
import { isModel } from "../../../display/kinds/recognize.js";
import { toText } from "../../../display/lower/to-text.js";

type Model = tfjs.LayersModel;

/** `model.summary()` prints what the model shows as a result; with widths or a printer of its own it is TensorFlow.js's. */
export function printSummaries({ LayersModel, Sequential }: typeof tfjs): void {
  for (const { prototype } of [LayersModel, Sequential]) {
    const original = prototype.summary;
    prototype.summary = function (this: Model, ...options: Parameters<Model["summary"]>) {
      if (options.length > 0 || !isModel(this)) return original.apply(this, options);
      console.log(toText(describeModel(this)));
    };
  }
}
