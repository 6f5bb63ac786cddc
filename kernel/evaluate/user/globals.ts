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
export { comms } from "./comms/comms.js";
export { alert, confirm, prompt } from "./input/dialogs.js";
export { input } from "./input/input.js";
export { cellSignal } from "./interrupt/cell-signal.js";
export { clearOutput } from "./output/clear-output.js";
export { display } from "./output/display.js";
export { progress } from "./output/progress.js";
