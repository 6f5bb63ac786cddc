import { encodeMedia } from "./encode-media.js";
import type { MimeBundle } from "./mime-bundle.js";
import { withoutUnshown } from "./unshown-mimes.js";

/** The method by which a value shows itself, shared with Deno's kernel. */
export const DISPLAY_SYMBOL: unique symbol = Symbol.for("Jupyter.display") as never; // typed as its own

type DisplayMethod = () => unknown;

/** A value's own display method, bound to it. */
export function displayMethod(value: unknown): DisplayMethod | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    return undefined;
  try {
    const method: unknown = Reflect.get(value, DISPLAY_SYMBOL);
    return typeof method === "function" ? () => Reflect.apply(method, value, []) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The MIME data that a display method gives, sooner or later; `undefined` when it gives something else
 * than an object with entries. Rejects with what the method throws. Text is filled in from `otherwise`.
 */
export async function ownBundle(
  method: DisplayMethod,
  otherwise: () => Promise<MimeBundle>,
): Promise<MimeBundle | undefined> {
  const data: unknown = await method();
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  const own = withoutUnshown(encodeMedia({ ...data }));
  if (Object.keys(own).length === 0) return undefined;
  if (typeof own["text/plain"] === "string") return { data: own, metadata: {} };
  const { data: text } = await otherwise();
  return { data: { ...own, "text/plain": text["text/plain"] }, metadata: {} };
}
