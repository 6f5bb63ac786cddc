import type { TileAttrs, TileInputs } from "@tensorflow/tfjs";
import { runOnCpu } from "./cpu-delegate.js";
import { overrideKernel } from "./kernel-override.js";
import { wordsOf } from "./wasm-backend.js";

/** Repeats a tensor along its axes by copying blocks. */
export const tile = overrideKernel<TileInputs, TileAttrs>(
  "Tile",
  ({ inputs: { x }, attrs: { reps }, backend }) => {
    if (x.dtype === "string") return runOnCpu(backend, "Tile", { inputs: { x }, attrs: { reps } });
    const out = backend.makeOutput(
      x.shape.map((size, axis) => size * reps[axis]!),
      x.dtype,
    );
    const from = wordsOf(backend, x);
    const to = wordsOf(backend, out);
    if (to.length === 0) return out;
    to.set(from);
    let length = from.length;
    let block = 1;
    for (let axis = x.shape.length - 1; axis >= 0; axis--) {
      block *= x.shape[axis]!;
      const repeats = reps[axis]!;
      if (repeats === 1) continue;
      spread(to, { length, block, repeats });
      length *= repeats;
      block *= repeats;
    }
    return out;
  },
);

// each block of the first `length` numbers becomes `repeats` blocks; from the last one, which makes room
function spread(
  values: Int32Array | Uint8Array,
  { length, block, repeats }: { length: number; block: number; repeats: number },
): void {
  for (let start = length - block; start >= 0; start -= block) {
    const target = start * repeats;
    const end = target + block * repeats;
    if (block === 1) {
      values.fill(values[start]!, target, end);
      continue;
    }
    values.copyWithin(target, start, start + block);
    for (let filled = target + block; filled < end; ) {
      const part = Math.min(filled - target, end - filled);
      values.copyWithin(filled, target, target + part);
      filled += part;
    }
  }
}
