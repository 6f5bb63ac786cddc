import { randomUUID } from "node:crypto";
import type { MessageContents, MessageType } from "./contents.js";
import type { Header, Message } from "./message.js";

export const PROTOCOL_VERSION = "5.6";

export interface MessageOptions {
  /** the message this one answers or belongs to */
  readonly parent?: Message<object> | undefined;
  /** routing frames, or the iopub topic; a reply takes those of its parent by `createReply` */
  readonly identities?: readonly Uint8Array[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Uint8Array[];
}

export function createHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    session,
    username: "preplab",
    date: new Date().toISOString(),
    msg_type: type,
    version: PROTOCOL_VERSION,
  };
}

/** A new message of this session; its content is checked against the message type. */
export function createMessage<Type extends MessageType>(
  type: Type,
  content: MessageContents[Type],
  session: string,
  { parent, identities = [], metadata = {}, buffers = [] }: MessageOptions = {},
): Message {
  return {
    identities,
    header: createHeader(type, session),
    parent_header: parent?.header ?? {},
    metadata,
    content: content as Message["content"], // an interface has no index signature
    buffers,
  };
}

/** A message for the peer that sent `request`, with `request` as its parent. */
export function createReply<Type extends MessageType>(
  request: Message<object>,
  type: Type,
  content: MessageContents[Type],
  session: string,
): Message {
  return createMessage(type, content, session, { parent: request, identities: request.identities });
}
