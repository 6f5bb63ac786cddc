import { preprocessInput } from "./preprocess-input.js";
import { resnet50 } from "./resnet50.js";

/** Models by name, as in `keras.applications`; `preprocessInput` of each prepares its images. */
export const applications = Object.freeze({
  resnet50: Object.assign(resnet50, { preprocessInput }),
});
