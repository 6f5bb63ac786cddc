import type { SavedWeights } from "../weights/saved-weights.js";

/** What reading a layer needs besides its config. */
export interface ReadContext {
  /** Who reads, for errors. */
  readonly owner: string;
  /** Files by their paths below `assets/`. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly weights: SavedWeights;
}
