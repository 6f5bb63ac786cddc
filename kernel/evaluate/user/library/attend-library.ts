import type * as tfjs from "@tensorflow/tfjs";
import { peekHeap } from "../../../../src/simd/heap.js";
import { abandonFits, setFitObserver, stopFits } from "../../../../src/training/observe-fits.js";
import { setWorkObserver } from "../../../../src/training/observe-work.js";
import { readInPlaceWith } from "../../../display/kinds/tensor-in-place.js";
import { installLibraryInspect } from "../../../display/library-inspect.js";
import { engineGuard } from "./engine-guard.js";
import { installLibraryHooks } from "./library-hooks.js";
import { observeTraining } from "./observe-training.js";
import { workObserver } from "./observe-work.js";
import { printSummaries } from "./print-summary.js";
import { reclaimTensors } from "./reclaim-tensors.js";

/** Makes the library at home in a notebook, right after it is loaded. */
export function attendLibrary(tf: typeof tfjs): void {
  installLibraryInspect({
    Tensor: tf.Tensor,
    SymbolicTensor: tf.SymbolicTensor,
    Layer: tf.layers.Layer,
    Dataset: tf.data.Dataset,
  });
  printSummaries(tf);
  readInPlaceWith((tensor) => (tensor instanceof tf.Tensor ? peekHeap(tensor) : undefined));
  const training = observeTraining();
  setFitObserver(training.observer);
  setWorkObserver(workObserver);
  const guard = engineGuard(tf.engine());
  const reclaimer = reclaimTensors(tf);
  const abandonTraining = () => abandonFits()[0]?.message;
  installLibraryHooks({
    runBegins: guard.remember,
    runEnded: reclaimer.cellEnded,
    stopTraining: (interrupt) => stopFits() > 0 || training.tookUp(interrupt),
    abandonTraining,
    held: reclaimer.held,
    reclaim: reclaimer.reclaim,
    afterTermination: () => {
      guard.restore();
      return abandonTraining();
    },
  });
}
