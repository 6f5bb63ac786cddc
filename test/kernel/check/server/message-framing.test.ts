import { expect, test } from "vitest";
import {
  createMessageReader,
  frameMessage,
} from "../../../../kernel/check/server/message-framing.js";

test("messages arrive whole however the stream is cut", () => {
  const messages = [{ id: 1, text: "é😀" }, { id: 2 }, { list: [1, 2, 3] }];
  const stream = Buffer.concat(messages.map(frameMessage));
  for (const size of [1, 2, 7, 50, stream.length]) {
    const received: unknown[] = [];
    const read = createMessageReader((message) => received.push(message));
    for (let at = 0; at < stream.length; at += size) read(stream.subarray(at, at + size));
    expect(received).toEqual(messages);
  }
});
