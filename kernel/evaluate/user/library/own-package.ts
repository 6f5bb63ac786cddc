/**
 * What `import … from "preplab"` gives to cells and the modules they import: the preloaded library, and
 * those preloaded names that the package has in other kernels as well.
 */
export * from "../../../../src/index.js";
export type { Renderer } from "../../../display/renderer-registry.js";
export {
  audio,
  compare,
  display,
  html,
  json,
  md,
  plot,
  plotModel,
  registerRenderer,
  show,
  svg,
  table,
  tex,
  toImage,
  video,
} from "../globals.js";
export type { DisplayHandle, DisplayOptions, UpdateOptions } from "../output/display.js";
