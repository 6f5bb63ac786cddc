import type { Message } from "./message.js";

export type RequestChannel = "shell" | "control" | "stdin";

/** What the session needs of a wire. The ZeroMQ one is in `zmq-transport.ts`; tests use a fake. */
export interface Transport {
  /** called once per valid message, in arrival order per channel; invalid frames never get here */
  onMessage(handler: (channel: RequestChannel, message: Message) => void): void;
  /** queues a message to one peer: `message.identities` says which */
  send(channel: RequestChannel, message: Message): void;
  /** queues a message for all iopub subscribers */
  publish(message: Message): void;
  /** resolves when everything queued so far was handed to the sockets */
  flush(): Promise<void>;
  close(): Promise<void>;
}
