import type { MessageContents, MessageType } from "../wire/contents.js";
import { createMessage, createReply } from "../wire/create-message.js";
import type { Message } from "../wire/message.js";
import type { RequestChannel, Transport } from "../wire/transport.js";

/** The request that an output or a reply answers. */
export type Parent = Message;

export interface ChannelWriter {
  reply<Type extends MessageType>(
    channel: RequestChannel,
    parent: Parent,
    type: Type,
    content: MessageContents[Type],
  ): void;
  /** `parent` is undefined for what belongs to no request */
  publish<Type extends MessageType>(
    type: Type,
    content: MessageContents[Type],
    parent?: Parent,
  ): void;
  status(state: "busy" | "idle" | "starting", parent?: Parent): void;
}

/** Builds and sends one session's messages. */
export function createChannelWriter(transport: Transport, session: string): ChannelWriter {
  const publish: ChannelWriter["publish"] = (type, content, parent) =>
    transport.publish(createMessage(type, content, session, { parent }));
  return {
    publish,
    reply: (channel, parent, type, content) =>
      transport.send(channel, createReply(parent, type, content, session)),
    status: (state, parent) => publish("status", { execution_state: state }, parent),
  };
}
