import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { CommPayload, CommTraffic } from "../../comm-traffic.js";
import { currentRun } from "../current-run.js";
import { sendEvent } from "../output/event-channel.js";

/** Anything that JSON can write. */
export type CommData = Readonly<Record<string, unknown>>;

export interface CommOptions {
  readonly metadata?: CommData;
  /** bytes that travel as they are, beside the data */
  readonly buffers?: readonly (ArrayBuffer | ArrayBufferView)[];
}

/** What the other end sent. */
export interface CommMessage {
  readonly data: CommData;
  readonly metadata: CommData;
  /** each with memory of its own, so that `new Float32Array(bytes.buffer)` reads it as numbers */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

export type CommHandler = (message: CommMessage) => unknown;

/** One end of a channel between a cell and a front end, such as a widget. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  readonly isOpen: boolean;
  /** Sends data, a record that JSON can write, and bytes beside it. Does nothing on a closed comm. */
  send(data: CommData, options?: CommOptions): void;
  /** Calls back with each message of the front end, also while a cell awaits. A new handler replaces the last. */
  onMessage(handler: CommHandler): void;
  /** Calls back when the front end closes the comm. */
  onClose(handler: CommHandler): void;
  /** Closes both ends. Does nothing on a closed comm. */
  close(data?: CommData, options?: CommOptions): void;
}

/** A comm as the process itself sees it. */
export interface OwnComm extends Comm {
  readonly [inspect.custom]: () => string;
  /** hands a message of the front end to the handler, whose result it returns */
  receive(message: CommMessage): unknown;
  /** takes note that the other end closed */
  receiveClose(message: CommMessage): unknown;
}

export interface CommAddress {
  readonly id?: string | undefined;
  readonly target: string;
  readonly onClosed: (comm: Comm) => void;
}

export function createComm({ id = randomUUID(), target, onClosed }: CommAddress): OwnComm {
  let isOpen = true;
  let messageHandler: CommHandler | undefined;
  let closeHandler: CommHandler | undefined;
  const closed = () => {
    isOpen = false;
    onClosed(comm);
  };
  const comm: OwnComm = {
    id,
    target,
    get isOpen() {
      return isOpen;
    },
    send: (data, options) => {
      if (isOpen) sendComm({ action: "message", id, ...commPayload(data, options) });
    },
    onMessage: (handler) => {
      messageHandler = handler;
    },
    onClose: (handler) => {
      closeHandler = handler;
    },
    close: (data = {}, options) => {
      if (!isOpen) return;
      sendComm({ action: "close", id, ...commPayload(data, options) });
      closed();
    },
    [inspect.custom]: () => `Comm ${target} ${id}${isOpen ? "" : " (closed)"}`,
    receive: (message) => messageHandler?.(message),
    receiveClose: (message) => {
      closed();
      return closeHandler?.(message);
    },
  };
  return comm;
}

export function sendComm(traffic: CommTraffic): void {
  sendEvent({ type: "comm", run: currentRun(), ...traffic });
}

export function commPayload(
  data: CommData,
  { metadata = {}, buffers = [] }: CommOptions = {},
): CommPayload {
  if (typeof data !== "object" || data === null) {
    throw new TypeError(`comm: data must be an object. Received: ${String(data)}`);
  }
  return { data, metadata, buffers: buffers.map(bytesOf) };
}

function bytesOf(buffer: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (ArrayBuffer.isView(buffer)) {
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  throw new TypeError(
    `comm: buffers must be ArrayBuffers or views of them. Received: ${String(buffer)}`,
  );
}
