import { loadKerasModel } from "../keras/load-keras-model.js";
import { loadKerasWeights } from "../keras/load-keras-weights.js";
import { saveKerasModel } from "../keras/save-keras-model.js";
import { acceptPlainData } from "./accept-plain-data.js";
import { load } from "./load-model.js";
import { prepend } from "./prepend.js";
import { save } from "./save-model.js";

acceptPlainData();

/** What is done with whole models; those with `Keras` in their names read and write Keras's own files. */
export const models = Object.freeze({
  prepend,
  save,
  load,
  saveKeras: saveKerasModel,
  loadKeras: loadKerasModel,
  loadKerasWeights,
});
