import { COMPAT_NAMES } from "./compat-names.js";

/** Names that every cell can use without an import. `module` says where their types and values come from. */
export interface PreloadedName {
  readonly name: string;
  /** `"@tensorflow/tfjs"` and `"preplab"` load the library on first mention; the others cost nothing */
  readonly module: "@tensorflow/tfjs" | "preplab" | "kernel" | "deno" | "ijavascript";
  /** cells may assign to it */
  readonly isVariable?: boolean;
}

export const PRELOADED: readonly PreloadedName[] = [
  { name: "tf", module: "@tensorflow/tfjs" },
  { name: "layers", module: "preplab" },
  { name: "data", module: "preplab" },
  { name: "models", module: "preplab" },
  { name: "applications", module: "preplab" },
  { name: "datasets", module: "preplab" },
  { name: "setRandomSeed", module: "preplab" },
  { name: "loadImage", module: "preplab" },
  { name: "show", module: "kernel" },
  { name: "compare", module: "kernel" },
  { name: "table", module: "kernel" },
  { name: "plot", module: "kernel" },
  { name: "plotModel", module: "kernel" },
  { name: "html", module: "kernel" },
  { name: "md", module: "kernel" },
  { name: "tex", module: "kernel" },
  { name: "svg", module: "kernel" },
  { name: "json", module: "kernel" },
  { name: "video", module: "kernel" },
  { name: "audio", module: "kernel" },
  { name: "toImage", module: "kernel" },
  { name: "progress", module: "kernel" },
  { name: "registerRenderer", module: "kernel" },
  { name: "display", module: "kernel" },
  { name: "cellSignal", module: "kernel" },
  { name: "clearOutput", module: "kernel" },
  { name: "input", module: "kernel" },
  { name: "prompt", module: "kernel" },
  { name: "confirm", module: "kernel" },
  { name: "alert", module: "kernel" },
  { name: "comms", module: "kernel" },
];

const NAMES: ReadonlySet<string> = new Set([...PRELOADED, ...COMPAT_NAMES].map(({ name }) => name));

export function isPreloaded(name: string): boolean {
  return NAMES.has(name);
}
