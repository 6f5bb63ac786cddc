import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Reply, Router, XPublisher } from "zeromq";
import { bindSocket } from "./bind-socket.js";
import type { Channel, Connection } from "./connection.js";
import { createMessage } from "./create-message.js";
import { decodeFrames, encodeFrames } from "./frames.js";
import type { Message } from "./message.js";
import { createReplayRing } from "./replay-ring.js";
import { createSendQueue, type SendQueue } from "./send-queue.js";
import { readSubscription } from "./subscription.js";
import { createThrottledLog } from "./throttled-log.js";
import type { RequestChannel, Transport } from "./transport.js";

const REQUEST_CHANNELS = ["shell", "control", "stdin"] as const;
const LINGER_MS = 1000;

export interface TransportOptions {
  /** session id of the messages that the transport itself sends */
  readonly session?: string;
  /** receives the line about a bad frame, at most one a second; stderr by default */
  readonly log?: (line: string) => void;
}

export interface BoundTransport extends Transport {
  /** with the ports that were bound, where the kernel was to choose */
  readonly connection: Connection;
}

/**
 * Binds the five sockets of a kernel. Requests are read from the first `onMessage` on, and
 * subscribers are welcomed from the first `publish` on, so `starting` comes before any welcome.
 * A socket that cannot be bound gives a `ConnectionError`.
 */
export async function bindTransport(
  connection: Connection,
  { session = randomUUID(), log = logToStderr }: TransportOptions = {},
): Promise<BoundTransport> {
  // required here because it costs 10 ms, and other processes start before
  const zmq = createRequire(import.meta.url)("zeromq") as typeof import("zeromq");
  const common = { linger: LINGER_MS, ipv6: connection.ip.includes(":"), sendHighWaterMark: 0 };
  const router = () => new zmq.Router({ ...common, handover: true });
  const sockets = { shell: router(), control: router(), stdin: router() };
  const heartbeat = new zmq.Reply({ ...common });
  const iopub = new zmq.XPublisher({ ...common, verbosity: "allSubs" });
  const all = { ...sockets, hb: heartbeat, iopub };

  const ports: Record<Channel, number> = { ...connection.ports };
  // iopub last: a client that retries cannot subscribe long before `starting`
  for (const channel of ["shell", "control", "stdin", "hb", "iopub"] as const) {
    try {
      ports[channel] = await bindSocket(all[channel], { ...connection, ports }, channel);
    } catch (error) {
      for (const socket of Object.values(all)) socket.close();
      throw error;
    }
  }

  const bound: Connection = { ...connection, ports };
  // libzmq removes the files of a closed socket later than the process may end
  if (connection.transport === "ipc") process.once("exit", () => removeSocketFiles(bound));

  const complain = createThrottledLog(log);
  const queueOf = (socket: Router | XPublisher): SendQueue =>
    createSendQueue(socket, (error) => {
      if (!socket.closed) complain(`preplab: cannot send a message: ${reasonOf(error)}`);
    });
  const queues = {
    shell: queueOf(sockets.shell),
    control: queueOf(sockets.control),
    stdin: queueOf(sockets.stdin),
    iopub: queueOf(iopub),
  };
  const replays = createReplayRing();
  let handler: ((channel: RequestChannel, message: Message) => void) | undefined;
  let isWelcoming = false;

  function enqueue(channel: keyof typeof queues, message: Message): void {
    try {
      queues[channel].push(encodeFrames(message, connection));
    } catch (error) {
      complain(`preplab: cannot encode ${message.header.msg_type}: ${reasonOf(error)}`);
    }
  }

  function accept(channel: RequestChannel, frames: readonly Uint8Array[]): void {
    const decoded = decodeFrames(frames, connection);
    if (decoded.kind === "malformed") {
      complain(`preplab: dropped a message on ${channel}: ${decoded.reason}`);
    } else if (connection.key !== "" && !replays.admit(decoded.signature)) {
      complain(`preplab: dropped a message on ${channel}: it was received before`);
    } else {
      handler?.(channel, decoded.message);
    }
  }

  function welcome(frames: readonly Uint8Array[]): void {
    const subscription = readSubscription(frames);
    if (subscription === undefined) return;
    const identities = [frames[0]!.subarray(1)];
    enqueue("iopub", createMessage("iopub_welcome", { subscription }, session, { identities }));
  }

  async function flush(): Promise<void> {
    await Promise.all(Object.values(queues).map((queue) => queue.drain()));
  }

  void receiveAll(heartbeat, (frames) => heartbeat.send(frames), complain);

  return {
    connection: bound,
    onMessage(newHandler) {
      const isFirst = handler === undefined;
      handler = newHandler;
      if (!isFirst) return;
      for (const channel of REQUEST_CHANNELS) {
        void receiveAll(sockets[channel], (frames) => accept(channel, frames), complain);
      }
    },
    send: enqueue,
    publish(message) {
      enqueue("iopub", message);
      if (isWelcoming) return;
      isWelcoming = true;
      void receiveAll(iopub, welcome, complain);
    },
    flush,
    // libzmq gives the ports back a moment later; the end of the process does so at once
    async close() {
      await flush();
      for (const socket of Object.values(all)) socket.close();
    },
  };
}

/** Hands every message of a socket to `handle` until it is closed; a throw skips one message. */
async function receiveAll(
  socket: Router | Reply | XPublisher,
  handle: (frames: Buffer[]) => void | Promise<void>,
  complain: (line: string) => void,
): Promise<void> {
  while (!socket.closed) {
    try {
      await handle(await socket.receive());
    } catch (error) {
      if (socket.closed) return;
      complain(`preplab: cannot handle a message: ${reasonOf(error)}`);
      // a socket that keeps failing must not take the event loop
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function removeSocketFiles({ ip, ports }: Connection): void {
  for (const port of Object.values(ports)) rmSync(`${ip}-${port}`, { force: true });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function logToStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
