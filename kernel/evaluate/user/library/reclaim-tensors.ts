import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type * as tfjs from "@tensorflow/tfjs";
import { IntrinsicPromise } from "../intrinsics.js";
import { holdVariablesWeakly } from "./weak-variables.js";

const MIB = 2 ** 20;
/** what tensors may have grown by after a cell before the garbage collector looks for lost ones */
const AFTER_CELL_BYTES = 64 * MIB;
/** the same inside of a cell that lets the event loop turn: half of what survived, within these bounds */
const WITHIN_CELL_BYTES = 256 * MIB;
const MOST_WITHIN_CELL_BYTES = 1024 * MIB;

const LAYER_ORDERS = "TOPOLOGICAL_SORT_CACHE_MAX_ENTRIES";

/** What the engine needs to dispose of a tensor whose object is gone. */
interface TensorRecord {
  readonly dataId: object;
  readonly dtype: tfjs.DataType;
  readonly size: number;
  readonly shape: readonly number[];
}

interface Engine {
  readonly state: TensorsHeld & { registeredVariables: Record<string, object> };
  trackTensor(tensor: TensorRecord, backend: unknown): void;
  disposeTensor(tensor: TensorRecord): void;
}

/** What tfjs's engine says of its tensors; goes on to say so. */
export interface TensorsHeld {
  readonly numTensors: number;
  readonly numBytes: number;
}

export interface Reclaimer {
  cellEnded(): void;
  held(): TensorsHeld;
  /** gives back at once what nothing refers to any more */
  reclaim(): Promise<void>;
}

/**
 * Gives back the memory of tensors that nothing refers to any more, which the garbage collector alone
 * cannot, as it lies outside of its heap. Whatever can be reached stays. The collector does not feel
 * that memory either: it is called when tensors have grown a lot.
 */
export function reclaimTensors(tf: typeof tfjs): Reclaimer {
  const engine = tf.engine() as unknown as Engine; // its methods are left out of the types
  holdVariablesWeakly(engine);
  const disposeRecord = engine.disposeTensor.bind(engine);
  const lost = new FinalizationRegistry<TensorRecord>((record) => {
    try {
      disposeRecord(record);
    } catch {
      // a backend that was removed since has no memory to give back
    }
  });
  const { trackTensor, disposeTensor } = engine;
  let collected = 0;
  let collectAt = WITHIN_CELL_BYTES;
  let scheduled = false;
  let isWithinCellDone = false;

  engine.trackTensor = function (tensor, backend) {
    trackTensor.call(this, tensor, backend);
    const { dataId, dtype, size, shape } = tensor;
    lost.register(tensor, { dataId, dtype, size, shape }, tensor);
    if (!scheduled && this.state.numBytes > collectAt) schedule();
  };
  engine.disposeTensor = function (tensor) {
    lost.unregister(tensor);
    disposeTensor.call(this, tensor);
  };

  const collect = (then: () => void) => {
    forgetModels(tf);
    collectGarbage();
    scheduled = true;
    // finalizers run a turn of the event loop later
    setTimeout(() => {
      scheduled = false;
      const live = engine.state.numBytes;
      const growth = Math.max(WITHIN_CELL_BYTES, Math.min(live / 2, MOST_WITHIN_CELL_BYTES));
      collectAt = live + growth;
      then();
    }, 0).unref();
  };
  const schedule = () => {
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      // the temporary tensors of a training step are gone again after it
      if (engine.state.numBytes <= collectAt) return;
      collect(() => {
        isWithinCellDone = true;
      });
    }).unref();
  };

  return {
    cellEnded: () => {
      const now = engine.state.numBytes;
      const grown = now - (isWithinCellDone ? 0 : collected);
      isWithinCellDone = false;
      collected = Math.min(collected, now);
      if (grown < AFTER_CELL_BYTES) return;
      setImmediate(() => {
        collect(() => {
          collected = engine.state.numBytes;
        });
      }).unref();
    },
    held: () => engine.state,
    reclaim: () => new IntrinsicPromise((resolve) => collect(resolve)),
  };
}

/** tfjs remembers in which order the layers of the last 100 models run, and with it the models */
function forgetModels(tf: typeof tfjs): void {
  const most = tf.env().getNumber(LAYER_ORDERS);
  tf.env().set(LAYER_ORDERS, 0);
  tf.env().set(LAYER_ORDERS, most);
}

let gc: (() => void) | undefined;

function collectGarbage(): void {
  if (gc === undefined) {
    // no `--expose-gc` on the command line: the name `gc` would show up among the user's
    setFlagsFromString("--expose-gc");
    gc = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  gc();
}
