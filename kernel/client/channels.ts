import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { Dealer, Subscriber } from "zeromq";
import { addressOf, type Connection } from "../wire/connection.js";
import { decodeFrames, encodeFrames } from "../wire/frames.js";
import type { Message } from "../wire/message.js";
import { createSendQueue } from "../wire/send-queue.js";
import type { RequestChannel } from "../wire/transport.js";

export type ClientChannel = RequestChannel | "iopub";

/** The client ends of a kernel's sockets, speaking signed messages. */
export interface Channels {
  send(channel: RequestChannel, message: Message): void;
  /** one echo of the heartbeat */
  beat(): Promise<void>;
  close(): void;
}

// a kernel that is still starting refuses connections; the default of 100 ms would be felt
const RECONNECT_MS = 10;

/** Connects to a kernel, which may still be starting: what is sent before waits in the sockets. */
export function openChannels(
  connection: Connection,
  onMessage: (channel: ClientChannel, message: Message) => void,
): Channels {
  const zmq = createRequire(import.meta.url)("zeromq") as typeof import("zeromq");
  const common = {
    linger: 0,
    ipv6: connection.ip.includes(":"),
    reconnectInterval: RECONNECT_MS,
    sendHighWaterMark: 0,
    receiveHighWaterMark: 0,
  };
  // stdin prompts go to the identity that sent the execute request, so all three share one
  const routingId = randomUUID();
  const dealer = () => new zmq.Dealer({ ...common, routingId });
  const dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
  const iopub = new zmq.Subscriber({
    linger: 0,
    ipv6: common.ipv6,
    reconnectInterval: RECONNECT_MS,
    receiveHighWaterMark: 0,
  });
  const heartbeat = new zmq.Request({ ...common, correlate: true, relaxed: true });
  const sockets = { ...dealers, iopub, hb: heartbeat };

  iopub.subscribe("");
  for (const channel of ["shell", "control", "stdin", "iopub", "hb"] as const) {
    sockets[channel].connect(addressOf(connection, channel));
  }
  const queueOf = (socket: Dealer) =>
    createSendQueue(socket, (error) => {
      if (!socket.closed) throw error;
    });
  const queues = {
    shell: queueOf(dealers.shell),
    control: queueOf(dealers.control),
    stdin: queueOf(dealers.stdin),
  };
  for (const channel of ["shell", "control", "stdin", "iopub"] as const) {
    void receiveAll(sockets[channel], (frames) => {
      const decoded = decodeFrames(frames, connection);
      if (decoded.kind === "message") onMessage(channel, decoded.message);
    });
  }

  return {
    send: (channel, message) => queues[channel].push(encodeFrames(message, connection)),
    async beat() {
      await heartbeat.send("beat");
      await heartbeat.receive();
    },
    close() {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

async function receiveAll(
  socket: Dealer | Subscriber,
  handle: (frames: Buffer[]) => void,
): Promise<void> {
  while (!socket.closed) {
    let frames: Buffer[];
    try {
      frames = await socket.receive();
    } catch (error) {
      if (socket.closed) return;
      throw error;
    }
    handle(frames);
  }
}
