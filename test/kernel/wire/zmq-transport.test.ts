import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { curveKeyPair, Dealer, Request, Subscriber } from "zeromq";
import {
  createConnection,
  type TemporaryConnection,
} from "../../../kernel/client/create-connection.js";
import { addressOf, type Channel } from "../../../kernel/wire/connection.js";
import { createMessage, createReply } from "../../../kernel/wire/create-message.js";
import { decodeFrames, encodeFrames } from "../../../kernel/wire/frames.js";
import type { Message } from "../../../kernel/wire/message.js";
import type { SigningKey } from "../../../kernel/wire/signature.js";
import type { RequestChannel, Transport } from "../../../kernel/wire/transport.js";
import { bindTransport } from "../../../kernel/wire/zmq-transport.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(kind: "tcp" | "ipc" = "ipc") {
  const temporary = await createConnection(kind);
  cleanups.push(temporary.remove);
  const lines: string[] = [];
  const transport = await bindTransport(temporary.connection, {
    session: "kernel",
    log: (line) => lines.push(line),
  });
  cleanups.push(() => transport.close());
  return { ...temporary, transport, lines };
}

function dealer({ connection }: TemporaryConnection, channel: Channel, routingId?: string): Dealer {
  const socket = new Dealer({ linger: 0, ...(routingId === undefined ? {} : { routingId }) });
  socket.connect(addressOf(connection, channel));
  cleanups.push(() => socket.close());
  return socket;
}

function subscribe(
  { connection }: TemporaryConnection,
  ...topics: (string | Buffer)[]
): Subscriber {
  const socket = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  socket.connect(addressOf(connection, "iopub"));
  socket.subscribe(...topics);
  cleanups.push(() => socket.close());
  return socket;
}

async function receive(socket: Dealer | Subscriber, key: SigningKey): Promise<Message> {
  const decoded = decodeFrames(await socket.receive(), key);
  if (decoded.kind === "malformed") throw new Error(decoded.reason);
  return decoded.message;
}

const starting = () => createMessage("status", { execution_state: "starting" }, "kernel");
const request = () => createMessage("interrupt_request", {}, "client");

function answerAll(transport: Transport, seen: [RequestChannel, Message][] = []) {
  transport.onMessage((channel, message) => {
    seen.push([channel, message]);
    transport.send(channel, createReply(message, "interrupt_reply", { status: "ok" }, "kernel"));
  });
  return seen;
}

it.each(["tcp", "ipc"] as const)("answers on shell, control and stdin over %s", async (kind) => {
  const kernel = await start(kind);
  const seen = answerAll(kernel.transport);
  for (const channel of ["shell", "control", "stdin"] as const) {
    const socket = dealer(kernel, channel);
    const asked = request();
    await socket.send(encodeFrames(asked, kernel.connection));
    const reply = await receive(socket, kernel.connection);
    expect(reply.parent_header).toEqual(asked.header);
  }
  expect(seen.map(([channel]) => channel)).toEqual(["shell", "control", "stdin"]);
});

it("echoes the heartbeat", async () => {
  const kernel = await start();
  const socket = new Request({ linger: 0 });
  cleanups.push(() => socket.close());
  socket.connect(addressOf(kernel.connection, "hb"));
  for (const beat of ["ping", "", "\u0000\u00ff"]) {
    await socket.send(beat);
    expect((await socket.receive())[0]!.toString()).toBe(beat);
  }
});

it("welcomes every subscriber after `starting`, on the topic it asked for", async () => {
  const kernel = await start();
  const early = subscribe(kernel, "");
  kernel.transport.publish(starting());
  const first = await receive(early, kernel.connection);
  // the early subscriber may or may not have been in time for `starting`
  const isStarting = first.header.msg_type === "status";
  const welcome = isStarting ? await receive(early, kernel.connection) : first;
  expect(welcome.header).toMatchObject({ msg_type: "iopub_welcome", session: "kernel" });
  expect(welcome.content).toEqual({ subscription: "" });
  expect(welcome.parent_header).toEqual({});

  const late = subscribe(kernel, "stream");
  const second = await receive(late, kernel.connection);
  expect(second.content).toEqual({ subscription: "stream" });
  expect(second.identities.map(String)).toEqual(["stream"]);
});

it("is not disturbed by odd subscriptions", async () => {
  const kernel = await start();
  kernel.transport.publish(starting());
  await kernel.transport.flush();
  const odd = subscribe(kernel, Buffer.from([0xff, 0xfe]));
  odd.unsubscribe(Buffer.from([0xff, 0xfe]));
  const socket = subscribe(kernel, "");
  expect((await receive(socket, kernel.connection)).header.msg_type).toBe("iopub_welcome");
  expect(kernel.lines).toEqual([]);
});

it("delivers 20,000 messages of one burst in order", async () => {
  const kernel = await start();
  kernel.transport.publish(starting());
  await kernel.transport.flush();
  const socket = subscribe(kernel, "");
  await receive(socket, kernel.connection);
  for (let index = 0; index < 20_000; index++) {
    kernel.transport.publish(
      createMessage("stream", { name: "stdout", text: `${index}` }, "kernel"),
    );
  }
  for (let index = 0; index < 20_000; index++) {
    const frames = await socket.receive();
    expect(frames.at(-1)!.toString()).toBe(`{"name":"stdout","text":"${index}"}`);
  }
});

it("drops bad frames with one line and answers the next request", async () => {
  const kernel = await start();
  answerAll(kernel.transport);
  const socket = dealer(kernel, "shell");
  const key = kernel.connection;
  const forged = encodeFrames(request(), { key: "another key" });
  for (const frames of [["garbage"], [""], ["<IDS|MSG>"], forged, forged.slice(0, 3)]) {
    await socket.send(frames);
  }
  const asked = request();
  await socket.send(encodeFrames(asked, key));
  expect((await receive(socket, key)).parent_header).toEqual(asked.header);
  expect(kernel.lines).toEqual(["preplab: dropped a message on shell: no <IDS|MSG> delimiter"]);
});

it("handles a message sent twice only once, whatever the channel", async () => {
  const kernel = await start();
  const seen = answerAll(kernel.transport);
  const key = kernel.connection;
  const socket = dealer(kernel, "shell");
  const [once, last] = [encodeFrames(request(), key), encodeFrames(request(), key)];
  for (const frames of [once, once, last]) await socket.send(frames);
  await receive(socket, key);
  await receive(socket, key);
  expect(seen).toHaveLength(2);
  expect(kernel.lines).toEqual(["preplab: dropped a message on shell: it was received before"]);
});

it("goes on after a handler that throws and a reply that cannot be encoded", async () => {
  const kernel = await start();
  const key = kernel.connection;
  let count = 0;
  kernel.transport.onMessage((channel, message) => {
    count += 1;
    if (count === 1) throw new Error("handler broke");
    const reply = createReply(message, "interrupt_reply", { status: "ok" }, "kernel");
    kernel.transport.send(channel, count === 2 ? { ...reply, metadata: { big: 1n } } : reply);
  });
  const socket = dealer(kernel, "control");
  const third = request();
  for (const message of [request(), request(), third])
    await socket.send(encodeFrames(message, key));
  expect((await receive(socket, key)).parent_header).toEqual(third.header);
  expect(kernel.lines).toEqual(["preplab: cannot handle a message: handler broke"]);
});

it("serves a client that reconnects under the same identity", async () => {
  const kernel = await start();
  answerAll(kernel.transport);
  const key = kernel.connection;
  for (let round = 0; round < 3; round++) {
    // the earlier sockets stay open: their identity is taken over
    const socket = dealer(kernel, "shell", "same-identity");
    const asked = request();
    await socket.send(encodeFrames(asked, key));
    expect((await receive(socket, key)).parent_header).toEqual(asked.header);
  }
});

it("survives a stranger who speaks something else on every port", async () => {
  const kernel = await start("tcp");
  answerAll(kernel.transport);
  for (const port of Object.values(kernel.connection.ports)) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.end("GET / HTTP/1.1\r\n\r\n"));
      socket.on("error", () => resolve()).on("close", () => resolve());
      socket.resume();
    });
  }
  const socket = dealer(kernel, "shell");
  await socket.send(encodeFrames(request(), kernel.connection));
  expect((await receive(socket, kernel.connection)).content).toEqual({ status: "ok" });
});

it("names the channel and the address when a port is taken", async () => {
  const kernel = await start("tcp");
  await expect(bindTransport(kernel.connection)).rejects.toThrow(
    `cannot bind shell to tcp://127.0.0.1:${kernel.connection.ports.shell}: address already in use`,
  );
});

const loopback = { transport: "tcp", ip: "127.0.0.1", key: "k" } as const;
const anyPorts = { shell: 0, control: 0, stdin: 0, iopub: 0, hb: 0 };

it("chooses ports where it is told 0, over tcp, IPv6 and ipc", async () => {
  const { connection, remove } = await createConnection("ipc");
  cleanups.push(remove);
  for (const asked of [loopback, { ...loopback, ip: "::1" }, connection]) {
    const transport = await bindTransport({ ...asked, ports: anyPorts });
    cleanups.push(() => transport.close());
    answerAll(transport);
    const { ports } = transport.connection;
    expect(new Set(Object.values(ports)).size).toBe(5);
    const socket = new Dealer({ linger: 0, ipv6: asked.ip === "::1" });
    cleanups.push(() => socket.close());
    socket.connect(addressOf(transport.connection, "shell"));
    await socket.send(encodeFrames(request(), asked));
    expect((await receive(socket, asked)).content).toEqual({ status: "ok" });
  }
});

it("encrypts with the keys it is given and hears nobody who does not", async () => {
  const { publicKey, secretKey } = curveKeyPair();
  const asked = { ...loopback, ports: anyPorts, curve: { publicKey, secretKey } };
  const transport = await bindTransport(asked);
  cleanups.push(() => transport.close());
  const seen = answerAll(transport);
  const shell = addressOf(transport.connection, "shell");
  const stranger = new Dealer({ linger: 0 });
  const otherKeys = curveKeyPair();
  const mistaken = new Dealer({
    linger: 0,
    curveServerKey: otherKeys.publicKey,
    curveSecretKey: otherKeys.secretKey,
    curvePublicKey: otherKeys.publicKey,
  });
  const client = new Dealer({
    linger: 0,
    curveServerKey: publicKey,
    curveSecretKey: secretKey,
    curvePublicKey: publicKey,
  });
  for (const socket of [stranger, mistaken, client]) {
    cleanups.push(() => socket.close());
    socket.connect(shell);
    await socket.send(encodeFrames(request(), asked));
  }
  expect((await receive(client, asked)).content).toEqual({ status: "ok" });
  expect(seen.length).toBe(1);
  expect(client.securityMechanism).toBe("curve");
});

it("says that a key for encryption is none", async () => {
  const curve = { publicKey: "#".repeat(40), secretKey: "#".repeat(40) };
  await expect(bindTransport({ ...loopback, ports: anyPorts, curve })).rejects.toThrow(
    "cannot encrypt with the given CurveZMQ keys",
  );
});
