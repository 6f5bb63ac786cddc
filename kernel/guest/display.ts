import { randomUUID } from "node:crypto";
import { types } from "node:util";
import { displayMethod } from "../display/display-symbol.js";
import { encodeMedia } from "../display/encode-media.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import { renderValue } from "../display/render-value.js";
import { isKnownKind } from "../display/renderer-registry.js";
import type {
  DisplayHandle,
  DisplayOptions,
  UpdateOptions,
} from "../evaluate/user/output/display.js";
import { host } from "./find-host.js";
import type { Guest, Output } from "./host.js";
import { sendInOrder, settled } from "./send-in-order.js";

/** only outputs that a later cell may name */
const named = new Map<string, Output>();
const handles = new WeakSet<object>();

/**
 * Shows a value in the notebook, in the order of the calls; in a program of its own its text is printed.
 * What is returned is a handle as well as a promise of it, which resolves when the value is shown.
 *
 * @example
 * await display(layers.stringLookup({ vocabulary: ["cyan", "azure"] }));
 * // StringLookup: 3 tokens (1 OOV), vocabulary given
 * // index  token  role
 * //     0  [UNK]  OOV
 * //     1  cyan
 * //     2  azure
 */
export function display(
  value: unknown,
  options: DisplayOptions = {},
): DisplayHandle & Promise<DisplayHandle> {
  const displayId = options.displayId ?? randomUUID();
  const output = named.get(displayId) ?? host.openOutput(displayId);
  if (options.displayId !== undefined) named.set(displayId, output);
  const handle: DisplayHandle = {
    displayId,
    update: (next, options = {}) => {
      publish(output, next, true, options);
    },
  };
  const shown = publish(output, value, options.update === true, options).then(() => handle);
  const both = Object.assign(shown, handle);
  handles.add(handle).add(both);
  return both;
}

export const guest: Guest = {
  showResult: (value) => {
    if (guest.isHandle(value)) return true;
    const known = !types.isProxy(value) && isKnownKind(value); // whose traps may do anything
    if (displayMethod(value) === undefined && !known) return false;
    display(value);
    return true;
  },
  isHandle: (value) => typeof value === "object" && value !== null && handles.has(value),
  settled,
};

function publish(
  output: Output,
  value: unknown,
  update: boolean,
  { raw = false, metadata = {} }: UpdateOptions,
): Promise<void> {
  const rendering = raw ? Promise.resolve(rawBundle(value)) : renderValue(value);
  const making = rendering.then(({ data, metadata: own }) => ({
    data,
    metadata: { ...own, ...metadata },
  }));
  return sendInOrder(output, making, update);
}

function rawBundle(value: unknown): MimeBundle {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(
      `display: with raw: true the value must be a MIME bundle. Received: ${String(value)}`,
    );
  }
  return { data: encodeMedia({ ...value }), metadata: {} };
}
