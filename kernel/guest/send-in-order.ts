import type { MimeBundle } from "../display/mime-bundle.js";
import type { Output } from "./host.js";

let last: Promise<void> = Promise.resolve();

/** Hands bundles to the host in the order of the calls, however long each takes to make. Never rejects. */
export function sendInOrder(
  output: Output,
  making: MimeBundle | Promise<MimeBundle>,
  update: boolean,
): Promise<void> {
  const before = last;
  last = (async () => {
    try {
      const bundle = await making;
      await before;
      await output(bundle, update);
    } catch (error) {
      console.error(error); // of the host: what comes after is not to blame
    }
  })();
  return last;
}

/** Resolves when all that was sent so far is with the host. */
export function settled(): Promise<void> {
  return last;
}
