/**
 * What `import … from "preplab"` gives outside of preplab's own kernel: the library, and what shows values in
 * a notebook of Deno or tslab. `preplab/library` is the library alone.
 */
import { settleIn } from "./settle-in.js";

export * from "../../src/index.js";
export { compare } from "../display/compare.js";
export { toImage } from "../display/pictures/to-image.js";
export { type Renderer, registerRenderer } from "../display/renderer-registry.js";
export { show } from "../display/show.js";
export { html } from "../display/shown/html.js";
export { json } from "../display/shown/json.js";
export { md, tex } from "../display/shown/markdown.js";
export { audio, video } from "../display/shown/media.js";
export { plot } from "../display/shown/plot.js";
export { plotModel } from "../display/shown/plot-model.js";
export { svg } from "../display/shown/svg.js";
export { table } from "../display/shown/table.js";
export type {
  DisplayHandle,
  DisplayOptions,
  UpdateOptions,
} from "../evaluate/user/output/display.js";
export { display } from "./display.js";

settleIn();
