import { randomUUID } from "node:crypto";
import { types } from "node:util";
import type { MimeBundle } from "../../../display/mime-bundle.js";
import { libraryHooks } from "../library/library-hooks.js";
import { publish } from "../output/display.js";
import { displayHandles } from "../output/display-handles.js";

const NOTHING = { "text/plain": "" };

/** What a page can show by itself. */
export type Drawn = { readonly html: string } | { readonly text: string };

/** One output that is replaced by each result, as soon as it is there. */
export interface DrawnOutput {
  /** resolves once the result was sent */
  show(result: unknown): Promise<void>;
  latest(): Drawn | null;
}

export function createDrawnOutput(): DrawnOutput {
  const displayId = randomUUID();
  let asked = 0;
  let shown = 0;
  let isThere = false;
  let latest: MimeBundle | undefined;

  const publishNow = async (value: unknown): Promise<void> => {
    const update = isThere;
    isThere = true;
    latest = await (isNothing(value)
      ? publish(NOTHING, displayId, update, { raw: true })
      : publish(value, displayId, update));
  };
  return {
    show: async (result) => {
      const turn = ++asked;
      const showNow = async (value: unknown) => {
        // the first draw may come to its end after another one
        if (turn < shown) return;
        shown = turn;
        await publishNow(value);
      };
      if (types.isPromise(result)) {
        // its place is in the cell, whenever it comes
        if (!isThere) await publishNow(undefined);
        await result.then(showNow, showNow);
      } else {
        await showNow(result);
      }
      // tensors that were drawn and replaced
      libraryHooks()?.runEnded();
    },
    latest: () => (latest === undefined ? null : drawnOf(latest)),
  };
}

/** what `display` gave back was shown already */
function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === "object" && value !== null && displayHandles.has(value))
  );
}

function drawnOf({ data }: MimeBundle): Drawn {
  const html = data["text/html"];
  if (typeof html === "string") return { html };
  const image = Object.keys(data).find((mime) => /^image\/(png|jpeg|gif|webp)$/.test(mime));
  if (image !== undefined)
    return { html: `<img alt="" src="data:${image};base64,${data[image]}">` };
  return { text: String(data["text/plain"]) };
}
