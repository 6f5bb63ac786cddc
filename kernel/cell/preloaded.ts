/** Names that every cell can use without an import. `module` says where their types and values come from. */
export interface PreloadedName {
  readonly name: string;
  /** `"@tensorflow/tfjs"` and `"preplab"` load the library on first mention; `"kernel"` names cost nothing */
  readonly module: "@tensorflow/tfjs" | "preplab" | "kernel";
}

export const PRELOADED: readonly PreloadedName[] = [
  { name: "tf", module: "@tensorflow/tfjs" },
  { name: "layers", module: "preplab" },
  { name: "data", module: "preplab" },
  { name: "models", module: "preplab" },
  { name: "applications", module: "preplab" },
  { name: "datasets", module: "preplab" },
  { name: "setRandomSeed", module: "preplab" },
  { name: "show", module: "kernel" },
  { name: "display", module: "kernel" },
  { name: "clearOutput", module: "kernel" },
  { name: "input", module: "kernel" },
  { name: "prompt", module: "kernel" },
  { name: "confirm", module: "kernel" },
  { name: "alert", module: "kernel" },
  { name: "comms", module: "kernel" },
];

const NAMES: ReadonlySet<string> = new Set(PRELOADED.map(({ name }) => name));

export function isPreloaded(name: string): boolean {
  return NAMES.has(name);
}
