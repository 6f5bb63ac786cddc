import { createConnection } from "../../../kernel/client/create-connection.js";
import { connectKernel, type KernelClient } from "../../../kernel/client/kernel-client.js";
import type { MessageContents, MessageType } from "../../../kernel/wire/contents.js";
import { createMessage, createReply } from "../../../kernel/wire/create-message.js";
import type { Message } from "../../../kernel/wire/message.js";
import { bindTransport } from "../../../kernel/wire/zmq-transport.js";

type Publish = <Type extends MessageType>(type: Type, content: MessageContents[Type]) => void;

/** What a cell does, by its code; the value it gives back is an error name, or nothing. */
export type Script = (
  code: string,
  publish: Publish,
  prompt: (text: string) => Promise<string>,
) => string | undefined | Promise<string | undefined>;

const SESSION = "fake";

/** A kernel in this process, on real sockets, whose cells do what `script` says. */
export async function startFakeKernel(script: Script) {
  const { connection, remove } = await createConnection();
  const transport = await bindTransport(connection, { session: SESSION });
  const prompts = new Map<string, (value: string) => void>();
  let count = 0;
  let onInterrupt: () => void = () => {};

  const publisher =
    (parent: Message): Publish =>
    (type, content) =>
      transport.publish(createMessage(type, content, SESSION, { parent }));

  async function execute(request: Message): Promise<void> {
    const { code } = request.content as unknown as MessageContents["execute_request"];
    const publish = publisher(request);
    publish("execute_input", { code, execution_count: ++count });
    const prompt = (text: string) =>
      new Promise<string>((resolve) => {
        const content = { prompt: text, password: false };
        const message = createReply(request, "input_request", content, SESSION);
        prompts.set(message.header.msg_id, resolve);
        transport.send("stdin", message);
      });
    const interrupted = new Promise<string>((resolve) => {
      onInterrupt = () => resolve("Interrupted");
    });
    const ename = await Promise.race([script(code, publish, prompt), interrupted]);
    const error = { ename: ename ?? "", evalue: "as told", traceback: [`${ename}: as told`] };
    if (ename !== undefined) publish("error", error);
    const content: MessageContents["execute_reply"] =
      ename === undefined
        ? { status: "ok", execution_count: count, user_expressions: {}, payload: [] }
        : { status: "error", execution_count: count, ...error };
    transport.send("shell", createReply(request, "execute_reply", content, SESSION));
  }

  transport.onMessage(async (channel, request) => {
    const { header, parent_header } = request;
    if (header.msg_type === "input_reply") {
      const { value } = request.content as unknown as MessageContents["input_reply"];
      prompts.get(parent_header.msg_id ?? "")?.(value);
      return;
    }
    const publish = publisher(request);
    publish("status", { execution_state: "busy" });
    if (header.msg_type === "execute_request") {
      await execute(request);
    } else {
      if (header.msg_type === "interrupt_request") onInterrupt();
      transport.send(channel, plainReply(request));
    }
    publish("status", { execution_state: "idle" });
  });
  transport.publish(createMessage("status", { execution_state: "starting" }, SESSION));

  const client: KernelClient = connectKernel(connection);
  await client.ready();
  return {
    client,
    transport,
    async close() {
      client.close();
      await transport.close();
      remove();
    },
  };
}

/** Answers with the request's own content, so that tests see what was asked. */
function plainReply(request: Message): Message {
  const type = request.header.msg_type.replace("request", "reply");
  const language = { name: "typescript", version: "7", mimetype: "text/x", file_extension: ".ts" };
  const content =
    type === "kernel_info_reply"
      ? { status: "ok", language_info: language }
      : { status: "ok", asked: request.content };
  const reply = createReply(request, "interrupt_reply", { status: "ok" }, SESSION);
  return { ...reply, header: { ...reply.header, msg_type: type }, content };
}
