import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import type { Sequence } from "./recurrent-sequence.js";
import type { WasmBackend } from "./wasm-backend.js";

/** Gradients of what a sequence gave; undefined where nothing depends on it. */
export interface StateGradients {
  readonly ofSequence: Tensor | undefined;
  readonly ofLast: readonly (Tensor | undefined)[];
}

/** How a kind of cell goes through a sequence. */
export interface RecurrentCell {
  /** `saved` is what the gradient needs; the others make what is asked for. */
  readonly forward: (
    backend: WasmBackend,
    sequence: Sequence,
    initial: readonly Tensor[],
  ) => { saved: Tensor[]; sequence: () => Tensor; last: () => Tensor[] };
  /** The gradients of x, the recurrent weights and the initial states. */
  readonly backward: (
    backend: WasmBackend,
    sequence: Sequence,
    saved: readonly Tensor[],
    gradients: StateGradients,
  ) => Tensor[];
}

/** Which results are wanted: the state after each step, the last ones, or both. */
export interface Wanted {
  readonly sequence: boolean;
  readonly last: boolean;
}

interface CustomGradient {
  runKernelFunc(params: {
    inputs: Record<string, Tensor>;
    forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor[];
    backwardsFunc: (dys: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
  }): Tensor[];
}

/** Runs a sequence through a cell in one operation that has a gradient: the sequence of states, then the last ones. */
export function runRecurrent(
  backend: WasmBackend,
  cell: RecurrentCell,
  { sequence, initial, wanted }: { sequence: Sequence; initial: readonly Tensor[]; wanted: Wanted },
): Tensor[] {
  const { x, recurrent, mask } = sequence;
  const states = Object.fromEntries(initial.map((state, i) => [`state${i}`, state]));
  const engine = tf.engine() as unknown as CustomGradient; // what tf.customGrad calls, for several outputs
  return engine.runKernelFunc({
    inputs: { x, recurrent, ...states },
    forwardFunc: (_, save) => {
      const result = cell.forward(backend, sequence, initial);
      save([x, recurrent, ...(mask ? [mask] : []), ...result.saved]);
      return [
        ...(wanted.sequence ? [result.sequence()] : []),
        ...(wanted.last ? result.last() : []),
      ];
    },
    backwardsFunc: (dys, saved) => {
      const [savedX, savedRecurrent, ...rest] = saved as [Tensor, Tensor, ...Tensor[]];
      const savedMask = mask && rest.shift();
      const gradients = [dys].flat();
      const ofSequence = wanted.sequence ? gradients.shift() : undefined;
      const [dx, dRecurrent, ...dStates] = cell.backward(
        backend,
        { ...sequence, x: savedX, recurrent: savedRecurrent, mask: savedMask },
        rest,
        { ofSequence, ofLast: gradients },
      );
      return {
        x: () => dx!,
        recurrent: () => dRecurrent!,
        ...Object.fromEntries(dStates.map((gradient, i) => [`state${i}`, () => gradient])),
      };
    },
  });
}
