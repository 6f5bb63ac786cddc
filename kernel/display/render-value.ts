import { types } from "node:util";
import { registerBuiltInKinds } from "./built-in-kinds.js";
import { customMimer } from "./custom-mimer.js";
import { displayMethod, ownBundle } from "./display-symbol.js";
import { inspectText } from "./inspect-text.js";
import type { MimeBundle } from "./mime-bundle.js";
import { mimeMethodData } from "./mime-methods.js";
import { describeObject } from "./objects/describe-object.js";
import { describeByRegistry } from "./renderer-registry.js";

registerBuiltInKinds();

/**
 * Turns any value into what a front end shows: the value's own `Jupyter.display` method if it has
 * one, else the notebook's `$$mimer$$`, else the value's `_toHtml` and the like, else the renderer
 * registered for its kind, else the text of `util.inspect`, with a tree in html when it is a page or more.
 * A Proxy is asked for `Jupyter.display` only: its traps may print, count or throw.
 * Never throws, whatever the value or its renderer does, and always holds `text/plain`. The value is
 * read before this returns, so that it may be changed or disposed of afterwards.
 *
 * @example
 * (await renderValue(tf.tensor1d([1, 2], "int32"))).data["text/plain"]; // Tensor int32 [2] [1, 2]
 */
export async function renderValue(value: unknown): Promise<MimeBundle> {
  const method = displayMethod(value) ?? mimerMethod(value) ?? ownData(value);
  const own = method && (await ownBundle(method, () => renderByKind(value)));
  return own ?? (await renderByKind(value));
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

async function renderByKind(value: unknown): Promise<MimeBundle> {
  const describing = types.isProxy(value) ? undefined : describeByRegistry(value);
  try {
    const description = await (describing ?? describeObject(value));
    const { toBundle } = await import("./lower/to-bundle.js");
    return toBundle(description);
  } catch {
    // a renderer may throw, or return something else than a description
    return plainBundle(value);
  }
}

function plainBundle(value: unknown): MimeBundle {
  return { data: { "text/plain": inspectText(value) }, metadata: {} };
}
