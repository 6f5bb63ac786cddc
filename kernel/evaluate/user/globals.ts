/** Names that the kernel itself preloads into every cell; the checker reads their types from here. */
export { show } from "../../display/show.js";
export { cellSignal } from "./cell-signal.js";
export { display } from "./display.js";
