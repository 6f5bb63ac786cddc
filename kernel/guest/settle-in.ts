import { ready } from "../../src/backend/select.js";
import { peekHeap } from "../../src/simd/heap.js";
import { tf } from "../../src/tensorflow.js";
import { setFitObserver } from "../../src/training/observe-fits.js";
import { prepareLibrary } from "../display/prepare-library.js";
import { guest } from "./display.js";
import { host } from "./find-host.js";
import { showTraining } from "./training.js";

/** Makes the library at home in the kernel that imports it; in a program of its own values print well. */
export function settleIn(): void {
  prepareLibrary(tf, peekHeap);
  if (host.welcome === undefined) return;
  host.welcome(guest);
  setFitObserver(showTraining(host));
  // an import cannot wait for it: the cell that imports may still compute on the slower backend
  ready().catch((error: unknown) => console.error(error));
}
