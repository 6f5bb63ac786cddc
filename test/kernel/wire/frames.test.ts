import { expect, it } from "vitest";
import { createMessage, createReply } from "../../../kernel/wire/create-message.js";
import { decodeFrames, encodeFrames } from "../../../kernel/wire/frames.js";
import type { Message } from "../../../kernel/wire/message.js";
import { signFrames } from "../../../kernel/wire/signature.js";

const KEY = { key: "secret" };
const header =
  '{"msg_id":"1","msg_type":"x","session":"s","username":"u","date":"d","version":"5.5"}';

function signed(parts: readonly (string | Buffer)[]): Buffer[] {
  const frames = parts.map((part) => Buffer.from(part as string));
  const signature = signFrames(KEY, frames.slice(0, 4));
  return [Buffer.from("peer"), Buffer.from("<IDS|MSG>"), Buffer.from(signature), ...frames];
}

function reasonFor(frames: readonly Uint8Array[]): string {
  const decoded = decodeFrames(frames, KEY);
  return decoded.kind === "malformed" ? decoded.reason : "accepted";
}

function decoded(frames: readonly Uint8Array[]): Message {
  const result = decodeFrames(frames, KEY);
  if (result.kind === "malformed") throw new Error(result.reason);
  return result.message;
}

it("brings a message with identities, parent, metadata and buffers through unchanged", () => {
  const parent = createMessage("execute_request", executeRequest("1+1"), "client");
  const message: Message = {
    ...createMessage("stream", { name: "stdout", text: "naïve 🦆\n" }, "kernel", { parent }),
    identities: [Buffer.from([0, 255, 7])],
    metadata: { depth: 1 },
    buffers: [Buffer.from([1, 2, 3]), Buffer.alloc(0)],
  };
  expect(decoded(encodeFrames(message, KEY))).toEqual(message);
});

it("addresses a reply to the sender of the request", () => {
  const request = {
    ...createMessage("interrupt_request", {}, "client"),
    identities: [Buffer.from("peer")],
  };
  const reply = createReply(request, "interrupt_reply", { status: "ok" }, "kernel");
  expect(reply.identities).toEqual([Buffer.from("peer")]);
  expect(reply.parent_header).toEqual(request.header);
  expect(reply.header).toMatchObject({
    msg_type: "interrupt_reply",
    version: "5.6",
    session: "kernel",
  });
  expect(new Date(reply.header.date).toISOString()).toBe(reply.header.date);
});

it.each([
  ["no frames", [], "no <IDS|MSG> delimiter"],
  ["one frame of noise", [Buffer.from("GET / HTTP/1.1")], "no <IDS|MSG> delimiter"],
  [
    "a lone delimiter",
    [Buffer.from("<IDS|MSG>")],
    "expected at least 5 frames after the delimiter, received 0",
  ],
  [
    "a short list",
    signed([header, "{}"]),
    "expected at least 5 frames after the delimiter, received 3",
  ],
  ["text that is not JSON", signed([header, "{}", "{}", "{oops"]), "content is not valid JSON"],
  [
    "bytes that are not UTF-8",
    signed([header, "{}", "{}", Buffer.from([0x7b, 0xff, 0x7d])]),
    "content is not valid UTF-8",
  ],
  [
    "null instead of a dictionary",
    signed([header, "{}", "{}", "null"]),
    "content must be a JSON object. Received: null",
  ],
  [
    "an array instead of a dictionary",
    signed([header, "{}", "[1]", "{}"]),
    "metadata must be a JSON object. Received: an array",
  ],
  [
    "a header without a type",
    signed(['{"msg_id":"1"}', "{}", "{}", "{}"]),
    "header.msg_type must be a non-empty string. Received: nothing",
  ],
  [
    "a numeric message id",
    signed(['{"msg_id":7,"msg_type":"x"}', "{}", "{}", "{}"]),
    "header.msg_id must be a non-empty string. Received: 7",
  ],
])("reports %s", (_, frames, reason) => {
  expect(reasonFor(frames)).toBe(reason);
});

it("checks the signature before it looks at any JSON", () => {
  const frames = signed(["{broken", "{}", "{}", "{}"]);
  frames[2] = Buffer.from("0".repeat(64));
  expect(reasonFor(frames)).toBe("signature is wrong");
  frames[2] = Buffer.alloc(0);
  expect(reasonFor(frames)).toBe("signature is missing");
});

it("takes a header without session, date or version", () => {
  const message = decoded(signed(['{"msg_id":"1","msg_type":"x"}', "{}", "{}", "{}"]));
  expect(message.header).toMatchObject({ msg_id: "1", session: "", date: "", version: "" });
});

it("keeps further text of a header but nothing nested, because headers are echoed", () => {
  const rich = '{"msg_id":"1","msg_type":"x","subshell_id":"a","deep":[[[]]]}';
  const message = decoded(signed([rich, "{}", "{}", "{}"]));
  expect(message.header).toMatchObject({ subshell_id: "a" });
  expect(message.header).not.toHaveProperty("deep");
});

it("takes prototype keys as data", () => {
  const hostile = '{"__proto__":{"polluted":true},"constructor":1}';
  const message = decoded(signed([header, "{}", hostile, hostile]));
  expect(Object.keys(message.content)).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it("survives content nested 100,000 deep and a message id of a million letters", () => {
  const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const long = JSON.stringify({ msg_id: "m".repeat(1_000_000), msg_type: "x" });
  expect(decoded(signed([long, "{}", "{}", deep])).header.msg_id).toHaveLength(1_000_000);
});

it("never throws on any of 2,000 mangled messages, and accepts none", () => {
  const random = lehmer(20_240_501);
  const valid = signed([header, "{}", "{}", '{"code":"1+1"}']);
  for (let round = 0; round < 2_000; round++) {
    const frames = valid.map((frame) => Buffer.from(frame));
    // from the delimiter on, every byte counts
    const frame = frames[1 + Math.floor(random() * (frames.length - 1))]!;
    const place = Math.floor(random() * frame.length);
    frame[place] = frame[place]! ^ (1 + Math.floor(random() * 255));
    expect(decodeFrames(frames, KEY).kind).toBe("malformed");
    const shuffled = valid.filter(() => random() < 0.5);
    if (shuffled.length < 5) expect(decodeFrames(shuffled, KEY).kind).toBe("malformed");
  }
});

it("refuses to encode what JSON cannot hold", () => {
  const message = createMessage("complete_reply", completeReply({ big: 1n }), "kernel");
  expect(() => encodeFrames(message, KEY)).toThrow(TypeError);
});

function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function executeRequest(code: string) {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
}

function completeReply(metadata: Readonly<Record<string, unknown>>) {
  return { status: "ok", matches: [], cursor_start: 0, cursor_end: 0, metadata } as const;
}
