import { choose } from "./choose.js";

/** Which of two Kerases a layer follows where they differ. */
export type Compat = "keras3" | "tf_keras";

/** Options of a layer that Keras 3 and tf_keras (Keras 2) define differently. */
export interface CompatOptions {
  /** `keras3` (default) or `tf_keras`. */
  readonly compat?: Compat | "tfKeras" | undefined;
}

/** Checks the option `compat`. Throws, naming `owner`, when it is neither of the two. */
export function readCompat(owner: string, compat: unknown = "keras3"): Compat {
  return choose(owner, "compat", compat, ["keras3", "tf_keras"]);
}
