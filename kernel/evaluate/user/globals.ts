/** Names that the kernel itself preloads into every cell; the checker reads their types from here. */
export { toImage } from "../../display/pictures/to-image.js";
export { registerRenderer } from "../../display/renderer-registry.js";
export { show } from "../../display/show.js";
export { html } from "../../display/shown/html.js";
export { json } from "../../display/shown/json.js";
export { md, tex } from "../../display/shown/markdown.js";
export { audio, video } from "../../display/shown/media.js";
export { plot } from "../../display/shown/plot.js";
export { plotModel } from "../../display/shown/plot-model.js";
export { svg } from "../../display/shown/svg.js";
export { table } from "../../display/shown/table.js";
export { cellSignal } from "./cell-signal.js";
export { clearOutput } from "./clear-output.js";
export { comms } from "./comms.js";
export { alert, confirm, prompt } from "./dialogs.js";
export { display } from "./display.js";
export { input } from "./input.js";
export { progress } from "./progress.js";
