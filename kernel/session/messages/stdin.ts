import type { InputAnswer } from "../../evaluate/control-messages.js";
import type { InputEvent } from "../../evaluate/user-messages.js";
import type { Message } from "../../wire/message.js";
import type { ChannelWriter, Parent } from "./channel-writer.js";

export interface StdinOptions {
  readonly writer: ChannelWriter;
  readonly parentOf: (run: number) => Parent | undefined;
  readonly isRunning: (parent: Parent) => boolean;
  readonly answer: (answer: InputAnswer) => void;
}

/** Questions of user code to the front end that sent its cell, and to no other. */
export interface Stdin {
  ask(event: InputEvent): void;
  /** a message on the stdin channel */
  receive(message: Message): void;
  /** a cell has ended: nobody waits for its answers */
  cellEnded(parent: Parent): void;
}

interface Question {
  readonly event: InputEvent;
  readonly parent: Parent;
  /** undefined until its turn: front ends show one prompt at a time, and replies need not say to which */
  requestId?: string;
}

export function createStdin({ writer, parentOf, isRunning, answer }: StdinOptions): Stdin {
  let questions: Question[] = [];

  const askNext = () => {
    const next = questions[0];
    if (next === undefined || next.requestId !== undefined) return;
    const { prompt, password } = next.event;
    next.requestId = writer.ask(next.parent, { prompt, password });
  };

  return {
    ask: (event) => {
      const parent = parentOf(event.run);
      const isAllowed = parent?.content.allow_stdin === true && isRunning(parent);
      if (!isAllowed) return answer({ id: event.id, refused: true });
      questions.push({ event, parent });
      askNext();
    },
    receive: ({ header, parent_header, identities, content }) => {
      const asked = questions[0];
      if (header.msg_type !== "input_reply" || asked?.requestId === undefined) return;
      if (!isSamePeer(identities, asked.parent.identities)) return;
      // most clients name no parent; one that names another question answers that one, late
      const about = parent_header.msg_id ?? "";
      if (![asked.requestId, asked.parent.header.msg_id, ""].includes(about)) return;
      questions.shift();
      answer({ id: asked.event.id, value: String(content.value ?? "") });
      askNext();
    },
    cellEnded: (parent) => {
      questions = questions.filter((question) => question.parent !== parent);
      askNext();
    },
  };
}

function isSamePeer(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  return (
    some.length === others.length &&
    some.every((frame, index) => Buffer.compare(frame, others[index]!) === 0)
  );
}
