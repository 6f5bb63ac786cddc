import { expect, it } from "vitest";
import { createOutputCollector } from "../../../kernel/client/output-collector.js";
import type { MessageContents, MessageType } from "../../../kernel/wire/contents.js";
import { createMessage } from "../../../kernel/wire/create-message.js";

function collect() {
  const { outputs, handle } = createOutputCollector(new Map());
  const on = <Type extends MessageType>(type: Type, content: MessageContents[Type]) =>
    handle(createMessage(type, content, "s"));
  const stream = (text: string, name: "stdout" | "stderr" = "stdout") =>
    on("stream", { name, text });
  return { outputs, on, stream };
}

const bundle = (text: string, id?: string) => ({
  data: { "text/plain": text },
  metadata: {},
  transient: id === undefined ? {} : { display_id: id },
});

it("merges neighbouring text of one stream only", () => {
  const { outputs, stream } = collect();
  stream("a");
  stream("b");
  stream("c", "stderr");
  stream("d");
  expect(outputs.map((output) => "text" in output && output.text)).toEqual(["ab", "c", "d"]);
});

it("clears at once without wait", () => {
  const { outputs, on, stream } = collect();
  stream("old");
  on("clear_output", { wait: false });
  expect(outputs).toEqual([]);
});

it("clears at the next output with wait", () => {
  const { outputs, on, stream } = collect();
  stream("old");
  on("clear_output", { wait: true });
  expect(outputs).toHaveLength(1);
  stream("new");
  expect(outputs).toEqual([{ output_type: "stream", name: "stdout", text: "new" }]);
});

it("updates all displays of an id and ignores an unknown one", () => {
  const { outputs, on } = collect();
  on("display_data", bundle("1", "d"));
  on("display_data", bundle("1", "d"));
  on("display_data", bundle("other"));
  expect(on("update_display_data", { ...bundle("2"), transient: { display_id: "d" } })).toBe(true);
  expect(on("update_display_data", { ...bundle("3"), transient: { display_id: "x" } })).toBe(false);
  const texts = outputs.map((output) => "data" in output && output.data["text/plain"]);
  expect(texts).toEqual(["2", "2", "other"]);
});

it("stores neither display ids nor messages that are no output", () => {
  const { outputs, on } = collect();
  on("display_data", bundle("1", "d"));
  expect(on("status", { execution_state: "idle" })).toBe(false);
  expect(outputs).toEqual([
    { output_type: "display_data", data: { "text/plain": "1" }, metadata: {} },
  ]);
});
