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
  let isShown = false;
  let latest: MimeBundle | undefined;

  const showNow = async (value: unknown): Promise<void> => {
    const update = isShown;
    isShown = true;
    latest = await (isNothing(value)
      ? publish(NOTHING, displayId, update, { raw: true })
      : publish(value, displayId, update));
  };
  return {
    show: async (result) => {
      await (types.isPromise(result) ? result.then(showNow, showNow) : showNow(result));
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
