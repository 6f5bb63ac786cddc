import { types } from "node:util";
import { registerBuiltInKinds } from "./built-in-kinds.js";
import { customMimer } from "./custom-mimer.js";
import { displayMethod, ownBundle } from "./display-symbol.js";
import { isPolarsFrame } from "./frames/polars-frame.js";
import { inspectText } from "./inspect-text.js";
import type { MimeBundle } from "./mime-bundle.js";
import { mimeMethodData } from "./mime-methods.js";
import { describeObject } from "./objects/describe-object.js";
import { describeByRegistry } from "./renderer-registry.js";
import { isMadeToShow } from "./shown/shown.js";
import { type Failure, failureText, withFailure } from "./shown-failure.js";

/** What a value looks like, and what went wrong if that is all there is to see. */
export interface RenderedValue extends MimeBundle {
  readonly failure?: Failure;
}

registerBuiltInKinds();

/**
 * Turns any value into what a front end shows: the value's own `Jupyter.display` method if it has
 * one, else the notebook's `$$mimer$$`, else the value's `_toHtml` and the like, else the renderer
 * registered for its kind, else the text of `util.inspect`, with a tree in html when it is a page or more.
 * A Proxy is asked for `Jupyter.display` only: its traps may print, count or throw.
 * A data frame of Polars is shown as every other frame.
 * Never throws, whatever the value or its renderer does, and always holds `text/plain`, with what a display
 * method or a renderer threw; `failure` is what `plot` and the like threw, of which nothing else can be shown.
 * The value is read before this returns, so that it may be changed or disposed of afterwards.
 *
 * @example
 * (await renderValue(tf.tensor1d([1, 2], "int32"))).data["text/plain"]; // Tensor int32 [2] [1, 2]
 */
export async function renderValue(value: unknown): Promise<RenderedValue> {
  const own = displayMethod(value);
  if (own !== undefined) return renderByItself(value, own);
  const method = mimerMethod(value) ?? ownData(value);
  const bundle = method && (await ownBundle(method, () => renderByKind(value)).catch(() => {}));
  return bundle ?? (await renderByKind(value));
}

async function renderByItself(value: unknown, own: () => unknown): Promise<RenderedValue> {
  // what a frame of Polars shows of itself has no types and ends after 50 rows without a word
  if (isFrameOfPolars(value)) return renderByKind(value, true);
  try {
    return (await ownBundle(own, () => renderByKind(value))) ?? (await renderByKind(value));
  } catch (thrown) {
    if (!isMadeToShow(value)) return withFailure(await renderByKind(value), { thrown });
    return { data: { "text/plain": failureText(thrown) }, metadata: {}, failure: { thrown } };
  }
}

function isFrameOfPolars(value: unknown): boolean {
  try {
    return isPolarsFrame(value);
  } catch {
    // a Proxy may refuse any question
    return false;
  }
}

function mimerMethod(value: unknown): (() => unknown) | undefined {
  const mimer = customMimer();
  return mimer && (() => mimer(value));
}

function ownData(value: unknown): (() => unknown) | undefined {
  if (types.isProxy(value)) return undefined;
  const data = mimeMethodData(value);
  return data && (() => data);
}

/** The same without a look at the value's own display method. */
export async function renderByKind(
  value: unknown,
  mayAsk = !types.isProxy(value),
): Promise<MimeBundle> {
  const describing = mayAsk ? describeByRegistry(value) : undefined;
  try {
    const description = await (describing ?? describeObject(value));
    const { toBundle } = await import("./lower/to-bundle.js");
    return toBundle(description);
  } catch (thrown) {
    // a renderer may throw, or return something else than a description
    const plain = plainBundle(value);
    return describing === undefined ? plain : withFailure(plain, { thrown });
  }
}

function plainBundle(value: unknown): MimeBundle {
  return { data: { "text/plain": inspectText(value) }, metadata: {} };
}
