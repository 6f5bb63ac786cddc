import { expect, it } from "vitest";
import { createSendQueue } from "../../../kernel/wire/send-queue.js";

/** Behaves like a ZeroMQ socket: a second send while one is pending throws at once. */
function createBusySink() {
  const sent: string[] = [];
  let isBusy = false;
  return {
    sent,
    send(frames: Uint8Array[]): Promise<void> {
      if (isBusy) throw new Error("EBUSY");
      isBusy = true;
      return Promise.resolve().then(() => {
        isBusy = false;
        sent.push(Buffer.from(frames[0]!).toString());
      });
    },
  };
}

it("sends 1,200 messages in order without two sends under way", async () => {
  const sink = createBusySink();
  const errors: unknown[] = [];
  const queue = createSendQueue(sink, (error) => errors.push(error));
  const texts = Array.from({ length: 1_200 }, (_, index) => `${index}`);
  for (const text of texts) queue.push([Buffer.from(text)]);
  await queue.drain();
  expect(sink.sent).toEqual(texts);
  expect(errors).toEqual([]);
});

it("goes on after a send that fails", async () => {
  const sent: number[] = [];
  const errors: unknown[] = [];
  const sink = {
    async send(frames: Uint8Array[]) {
      if (frames[0]![0] === 2) throw new Error("host unreachable");
      sent.push(frames[0]![0]!);
    },
  };
  const queue = createSendQueue(sink, (error) => errors.push(error));
  for (const byte of [1, 2, 3]) queue.push([Buffer.from([byte])]);
  await queue.drain();
  expect(sent).toEqual([1, 3]);
  expect(errors).toEqual([new Error("host unreachable")]);
});
