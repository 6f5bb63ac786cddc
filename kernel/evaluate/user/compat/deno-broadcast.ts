import { randomUUID } from "node:crypto";
import { encodeMedia } from "../../../display/encode-media.js";
import type { CommPayload } from "../../comm-traffic.js";
import { commPayload, sendComm } from "../comms/comm.js";
import { currentRun } from "../current-run.js";
import { clearOutput } from "../output/clear-output.js";
import { sendEvent } from "../output/event-channel.js";

type Content = Readonly<Record<string, unknown>>;
type Extra = { readonly metadata?: Content; readonly buffers?: readonly Uint8Array[] };
type Publish = (content: Content, extra: Extra) => void;

/** Messages that a cell may publish; a kernel's own, such as `status`, are not among them. */
const PUBLISH: Readonly<Record<string, Publish>> = {
  display_data: (content) => publishDisplay(content, false),
  update_display_data: (content) => publishDisplay(content, true),
  clear_output: ({ wait }) => clearOutput({ wait: wait === true }),
  comm_open: (content, extra) =>
    sendComm({ action: "open", target: String(content.target_name), ...commOf(content, extra) }),
  comm_msg: (content, extra) => sendComm({ action: "message", ...commOf(content, extra) }),
  comm_close: (content, extra) => sendComm({ action: "close", ...commOf(content, extra) }),
  stream: ({ name, text }) => {
    const to = name === "stderr" ? "stderr" : "stdout";
    sendEvent({ type: "stream", run: currentRun(), name: to, text: String(text) });
  },
};

/** Publishes a message to all front ends, as part of the running cell. */
export async function broadcast(
  msgType: string,
  content: Content,
  extra: Extra = {},
): Promise<void> {
  const publish = Object.hasOwn(PUBLISH, msgType) ? PUBLISH[msgType] : undefined;
  if (publish === undefined) {
    const known = Object.keys(PUBLISH).join(", ");
    throw new TypeError(
      `Deno.jupyter.broadcast: msgType must be one of ${known}. Received: ${msgType}`,
    );
  }
  publish(content, extra);
}

function publishDisplay({ data, metadata, transient }: Content, update: boolean): void {
  const { display_id } = record(transient);
  sendEvent({
    type: "display",
    run: currentRun(),
    bundle: { data: encodeMedia(record(data)), metadata: record(metadata) },
    displayId: typeof display_id === "string" ? display_id : randomUUID(),
    update,
  });
}

function commOf({ comm_id, data }: Content, extra: Extra): CommPayload & { readonly id: string } {
  return { id: String(comm_id), ...commPayload(record(data), extra) };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
