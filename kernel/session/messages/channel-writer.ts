import type { MessageContents, MessageType } from "../../wire/contents.js";
import { createMessage, createReply } from "../../wire/create-message.js";
import type { Message } from "../../wire/message.js";
import type { RequestChannel, Transport } from "../../wire/transport.js";

/** What goes with a message beside its content. */
export type Attachments = Pick<Message, "metadata" | "buffers">;

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
    attachments?: Attachments,
  ): void;
  /** asks whoever sent `parent`; returns the id of the request */
  ask(parent: Parent, content: MessageContents["input_request"]): string;
  status(state: "busy" | "idle" | "starting", parent?: Parent): void;
}

/** Builds and sends one session's messages. */
export function createChannelWriter(transport: Transport, session: string): ChannelWriter {
  const publish: ChannelWriter["publish"] = (type, content, parent, attachments) =>
    transport.publish(createMessage(type, content, session, { parent, ...attachments }));
  return {
    publish,
    reply: (channel, parent, type, content) =>
      transport.send(channel, createReply(parent, type, content, session)),
    ask: (parent, content) => {
      const request = createReply(parent, "input_request", content, session);
      transport.send("stdin", request);
      return request.header.msg_id;
    },
    status: (state, parent) => publish("status", { execution_state: state }, parent),
  };
}
