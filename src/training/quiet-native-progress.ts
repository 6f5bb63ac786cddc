const MOMENTS = ["onTrainBegin", "onEpochBegin", "onBatchBegin", "onBatchEnd", "onEpochEnd"];

/** Takes the voice from tfjs-node's own progress bar, which would print beside the one that fits have. */
export function quietNativeProgress(callbacks: {
  readonly ProgbarLogger?: { readonly prototype: object };
}): void {
  const prototype = callbacks.ProgbarLogger?.prototype;
  if (prototype === undefined) return;
  for (const name of MOMENTS) {
    Object.defineProperty(prototype, name, { value: async () => {}, configurable: true });
  }
}
