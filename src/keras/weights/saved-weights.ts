/** An array in a weights file. */
export interface SavedWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** The arrays of one layer: under "0", "1", ... in Keras's order, or under names of its own. */
export interface LayerWeights {
  /** The layer's name. */
  readonly name: string | null;
  readonly arrays: ReadonlyMap<string, SavedWeight>;
}

/** What a weights file holds, by the layers' places: "layers/dense_1". The model itself is "". */
export type SavedWeights = ReadonlyMap<string, LayerWeights>;
