import { createRequire } from "node:module";
import type * as tfjs from "@tensorflow/tfjs";
import { acceptCanvases } from "./images/browser-pixels.js";
import { acceptStringTensors } from "./models/accept-string-tensors.js";
import { handleFileAddresses } from "./models/file-handler.js";
import { forgetMasks } from "./models/forget-masks.js";
import { followRandomSeed } from "./random/seed-tfjs.js";
import { observeFits } from "./training/observe-fits.js";

const require = createRequire(import.meta.url);

/**
 * TensorFlow.js, the one copy that every part of preplab works on.
 *
 * @example
 * import { tf } from "preplab";
 * console.log(tf.version.tfjs); // 4.22.0
 */
// require() starts in 250 ms where import takes 650 ms: the ESM loader lexes megabytes of CommonJS
export const tf = require("@tensorflow/tfjs") as typeof tfjs;

// keeps the "looks like you are running TensorFlow.js in Node.js" banner out of the first op
tf.env().set("PROD", true);
const core = createRequire(require.resolve("@tensorflow/tfjs"))("@tensorflow/tfjs-core");
acceptStringTensors(core);
followRandomSeed(core);
handleFileAddresses(tf.io);
acceptCanvases(tf.browser);
observeFits(tf);
forgetMasks(tf.layers.Layer);
