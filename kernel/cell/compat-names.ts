import type { PreloadedName } from "./preloaded.js";

/**
 * Names by which notebooks written for other kernels reach their kernel. They mean the same here, but
 * are not offered to those who write new cells.
 */
export const COMPAT_NAMES: readonly PreloadedName[] = [
  { name: "Deno", module: "deno" },
  { name: "$$", module: "ijavascript" },
  { name: "$$mimer$$", module: "ijavascript", isVariable: true },
  { name: "$$defaultMimer$$", module: "ijavascript" },
  { name: "$$mime$$", module: "ijavascript", isVariable: true },
  { name: "$$html$$", module: "ijavascript", isVariable: true },
  { name: "$$svg$$", module: "ijavascript", isVariable: true },
  { name: "$$png$$", module: "ijavascript", isVariable: true },
  { name: "$$jpeg$$", module: "ijavascript", isVariable: true },
  { name: "$$async$$", module: "ijavascript", isVariable: true },
  { name: "$$done$$", module: "ijavascript" },
];
