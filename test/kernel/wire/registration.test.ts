import { afterEach, beforeEach, expect, it } from "vitest";
import { Router } from "zeromq";
import { CHANNELS } from "../../../kernel/wire/connection.js";
import { register } from "../../../kernel/wire/registration.js";
import { isSignatureValid, signFrames } from "../../../kernel/wire/signature.js";

const ports = { shell: 1, control: 2, stdin: 3, iopub: 4, hb: 5 };
const connection = { transport: "tcp", ip: "127.0.0.1", key: "secret", ports } as const;

let launcher: Router;
beforeEach(async () => {
  launcher = new Router({ linger: 0 });
  await launcher.bind("tcp://127.0.0.1:0");
});
afterEach(() => launcher.close());

it("tells the launcher the ports in one signed frame and waits for a signed answer", async () => {
  const registered = register(connection, { kernelId: "k1", address: launcher.lastEndpoint! });
  const [peer, delimiter, signature, content] = await launcher.receive();
  expect(delimiter!.toString()).toBe("<IDS|MSG>");
  expect(isSignatureValid(connection, signature!, [content!])).toBe(true);
  expect(JSON.parse(content!.toString())).toEqual({
    kernel_id: "k1",
    ...Object.fromEntries(CHANNELS.map((channel) => [`${channel}_port`, `${ports[channel]}`])),
  });
  const answer = Buffer.from('"ACK"');
  await launcher.send([peer!, delimiter!, signFrames(connection, [answer]), answer]);
  await registered;
});

it("trusts no answer under a wrong signature", async () => {
  const registered = register(connection, { kernelId: "k1", address: launcher.lastEndpoint! });
  const [peer, delimiter] = await launcher.receive();
  await launcher.send([peer!, delimiter!, "0".repeat(64), '"ACK"']);
  await expect(registered).rejects.toThrow(
    `cannot register the kernel at ${launcher.lastEndpoint}: its acknowledgement has a wrong signature`,
  );
});
