import { acceptPlainData } from "./accept-plain-data.js";
import { load } from "./load-model.js";
import { prepend } from "./prepend.js";
import { save } from "./save-model.js";

acceptPlainData();

/** What is done with whole models: `prepend`, `save` and `load`. */
export const models = Object.freeze({ prepend, save, load });
