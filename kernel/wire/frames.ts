import type { Header, Message } from "./message.js";
import { isSignatureValid, type SigningKey, signFrames } from "./signature.js";

export const DELIMITER = Buffer.from("<IDS|MSG>");
const utf8 = new TextDecoder("utf-8", { fatal: true });

export type Decoded =
  | { readonly kind: "message"; readonly message: Message; readonly signature: string }
  | { readonly kind: "malformed"; readonly reason: string };

/**
 * Reads `[identity..., "<IDS|MSG>", signature, header, parent, metadata, content, buffer...]`.
 * Never throws: what cannot be trusted or read comes back as `malformed` with the reason.
 */
export function decodeFrames(frames: readonly Uint8Array[], key: SigningKey): Decoded {
  const delimiter = frames.findIndex((frame) => DELIMITER.equals(frame));
  if (delimiter < 0) return malformed("no <IDS|MSG> delimiter");
  const [signature, header, parent, metadata, content, ...buffers] = frames.slice(delimiter + 1);
  if (!signature || !header || !parent || !metadata || !content) {
    const count = frames.length - delimiter - 1;
    return malformed(`expected at least 5 frames after the delimiter, received ${count}`);
  }
  // nothing of an unsigned stranger is parsed
  if (!isSignatureValid(key, signature, [header, parent, metadata, content])) {
    return malformed(signature.length === 0 ? "signature is missing" : "signature is wrong");
  }
  try {
    return {
      kind: "message",
      signature: Buffer.from(signature).toString("latin1"),
      message: {
        identities: frames.slice(0, delimiter),
        header: readHeader(parseDictionary("header", header)),
        parent_header: readParentHeader(parseDictionary("parent_header", parent)),
        metadata: parseDictionary("metadata", metadata),
        content: parseDictionary("content", content),
        buffers,
      },
    };
  } catch (error) {
    return malformed(error instanceof Error ? error.message : String(error));
  }
}

/** The frames of a message, signed. Throws a `TypeError` when a part cannot be written as JSON. */
export function encodeFrames(message: Message<object>, key: SigningKey): Uint8Array[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map(
    (part) => Buffer.from(JSON.stringify(part)),
  );
  const signature = Buffer.from(signFrames(key, parts), "latin1");
  return [...message.identities, DELIMITER, signature, ...parts, ...message.buffers];
}

function malformed(reason: string): Decoded {
  return { kind: "malformed", reason };
}

function parseDictionary(name: string, frame: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(frame));
  } catch (error) {
    const isText = error instanceof SyntaxError;
    throw new Error(`${name} is not valid ${isText ? "JSON" : "UTF-8"}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be a JSON object. Received: ${describe(value)}`);
  }
  return value as Record<string, unknown>; // narrowed to a plain JSON object above
}

function readHeader(fields: Readonly<Record<string, unknown>>): Header {
  for (const name of ["msg_id", "msg_type"]) {
    if (typeof fields[name] !== "string" || fields[name] === "") {
      throw new Error(
        `header.${name} must be a non-empty string. Received: ${describe(fields[name])}`,
      );
    }
  }
  return textFields(fields);
}

function readParentHeader(fields: Readonly<Record<string, unknown>>): Message["parent_header"] {
  return Object.keys(fields).length === 0 ? {} : textFields(fields);
}

// a header is echoed in every reply, so only text survives: no depth, no size but its own
function textFields(fields: Readonly<Record<string, unknown>>): Header {
  const texts = Object.entries(fields).filter(([, value]) => typeof value === "string");
  const blank = { msg_id: "", session: "", username: "", date: "", msg_type: "", version: "" };
  return { ...blank, ...Object.fromEntries(texts) };
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number" || typeof value === "boolean") return `${value}`;
  if (typeof value === "string") return value === "" ? "an empty string" : "a string";
  return Array.isArray(value) ? "an array" : "an object";
}
