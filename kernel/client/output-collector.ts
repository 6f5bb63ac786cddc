import type { MessageContents } from "../wire/contents.js";
import type { Message } from "../wire/message.js";
import type { Output } from "./output.js";

/** Where the displays of a session ended up, by display id; an update reaches them in any cell. */
export type DisplayRegistry = Map<string, (Output & { data: object })[]>;

/** Gathers the outputs of one cell from iopub messages, as a notebook would show them. */
export interface OutputCollector {
  readonly outputs: Output[];
  /** true when the message changed an output, of this cell or of an earlier one */
  handle(message: Message): boolean;
}

export function createOutputCollector(displays: DisplayRegistry): OutputCollector {
  const outputs: Output[] = [];
  let clearsOnNext = false;

  function add(output: Output, displayId?: string): true {
    if (clearsOnNext) outputs.length = 0;
    clearsOnNext = false;
    const last = outputs.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream") {
      if (last.name === output.name) {
        last.text += output.text;
        return true;
      }
    }
    outputs.push(output);
    if (displayId !== undefined && "data" in output) {
      displays.set(displayId, [...(displays.get(displayId) ?? []), output]);
    }
    return true;
  }

  function update({ data, metadata, transient }: MessageContents["update_display_data"]): boolean {
    const shown = displays.get(transient.display_id) ?? [];
    for (const output of shown) Object.assign(output, { data, metadata });
    return shown.length > 0;
  }

  return {
    outputs,
    handle({ header, content: received }) {
      switch (header.msg_type) {
        case "stream": {
          const { name, text } = received as unknown as MessageContents["stream"];
          return add({ output_type: "stream", name, text });
        }
        case "display_data": {
          const content = received as unknown as MessageContents["display_data"];
          const { data, metadata, transient } = content;
          // an older kernel may leave transient out
          return add({ output_type: "display_data", data, metadata }, transient?.display_id);
        }
        case "execute_result": {
          const content = received as unknown as MessageContents["execute_result"];
          const { data, metadata, transient, execution_count } = content;
          const output = {
            output_type: "execute_result",
            data,
            metadata,
            execution_count,
          } as const;
          return add(output, transient?.display_id);
        }
        case "update_display_data":
          return update(received as unknown as MessageContents["update_display_data"]);
        case "error": {
          const { ename, evalue, traceback } = received as unknown as MessageContents["error"];
          return add({ output_type: "error", ename, evalue, traceback });
        }
        case "clear_output":
          if ((received as unknown as MessageContents["clear_output"]).wait) {
            clearsOnNext = true;
            return false;
          }
          outputs.length = 0;
          clearsOnNext = false;
          return true;
        default:
          return false;
      }
    },
  };
}
