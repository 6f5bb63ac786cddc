import { randomUUID } from "node:crypto";
import { encodeMedia } from "../../../display/encode-media.js";
import type { MimeBundle } from "../../../display/mime-bundle.js";
import { renderValue } from "../../../display/render-value.js";
import type { UserEvent } from "../../user-messages.js";
import { currentRun } from "../current-run.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { displayHandles } from "./display-handles.js";
import { reserveEvent, sendEvent } from "./event-channel.js";
import { trackDisplay } from "./pending-displays.js";

export interface DisplayOptions {
  /** names the output so that a later `display` with `update: true` can replace it, also across cells */
  readonly displayId?: string;
  /** replaces the outputs shown under `displayId` instead of adding one */
  readonly update?: boolean;
  /** the value is itself a MIME bundle, such as `{ "text/html": "<b>hi</b>" }` */
  readonly raw?: boolean;
  /** goes with the output, such as `{ "image/png": { width: 200 } }`, beside what the value brings along */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Options of an update: where to is known. */
export type UpdateOptions = Pick<DisplayOptions, "raw" | "metadata">;

export interface DisplayHandle {
  readonly displayId: string;
  /** replaces what this handle shows, in whichever cell it was shown */
  update(value: unknown, options?: UpdateOptions): void;
}

/**
 * Shows a value as an output of the running cell, at once and in order with what is printed.
 *
 * @example
 * const view = display("step 0");
 * for (let step = 1; step <= 3; step++) view.update(`step ${step}`);   // one output: 'step 3'
 */
export function display(value: unknown, options: DisplayOptions = {}): DisplayHandle {
  const displayId = options.displayId ?? randomUUID();
  void publish(value, displayId, options.update === true, options);
  const handle: DisplayHandle = {
    displayId,
    update: (next, options = {}) => void publish(next, displayId, true, options),
  };
  displayHandles.add(handle);
  return handle;
}

/** Shows a value under an id; resolves with what was sent. */
export function publish(
  value: unknown,
  displayId: string,
  update: boolean,
  { raw = false, metadata = {} }: UpdateOptions = {},
): Promise<MimeBundle> {
  const run = currentRun();
  const send = (sendEvent: (event: UserEvent) => void, { data, metadata: own }: MimeBundle) => {
    const bundle = { data, metadata: { ...own, ...metadata } };
    sendEvent({ type: "display", run, bundle, displayId, update });
    return bundle;
  };
  if (raw) return IntrinsicPromise.resolve(send(sendEvent, rawBundle(value)));
  const settle = reserveEvent();
  const sent = renderValue(value).then((bundle) => send(settle, bundle));
  trackDisplay(sent);
  return sent;
}

function rawBundle(value: unknown): MimeBundle {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(
      `display: with raw: true the value must be a MIME bundle. Received: ${String(value)}`,
    );
  }
  return { data: encodeMedia({ ...value }), metadata: {} };
}
