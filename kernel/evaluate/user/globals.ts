/** Names that the kernel itself preloads into every cell; the checker reads their types from here. */
export { show } from "../../display/show.js";
export { clearOutput } from "./clear-output.js";
export { comms } from "./comms.js";
export { alert, confirm, prompt } from "./dialogs.js";
export { display } from "./display.js";
export { input } from "./input.js";
