import type { CommTraffic } from "../../../../../dist/kernel/evaluate/comm-traffic.js";
import type { OutputEvent } from "../../../../../dist/kernel/evaluate/user-process.js";
import type { Cells } from "../../cells.js";

type CommEvent = Extract<OutputEvent, { type: "comm" }>;
type Data = Readonly<Record<string, unknown>>;

export const ESM = "export default {\n  render() {}\n}";

/** What a front end hears of widgets and says to them. */
export interface FrontEnd {
  /** delivers a message; gives its number */
  say(
    id: string,
    action: "message" | "close",
    data?: Data,
    buffers?: readonly Uint8Array[],
  ): number;
  open(id: string, target: string): number;
  /** a front end's change of a state */
  update(id: string, state: Data, paths?: unknown, buffers?: readonly Uint8Array[]): number;
  answered(message: number): Promise<unknown>;
  /** runs a cell that opens one widget */
  opened(code: string): Promise<CommEvent>;
  /** messages from a widget so far */
  heard(id: string): readonly CommEvent[];
  /** the next message from a widget of that method */
  next(id: string, method: string): Promise<CommEvent>;
}

export function frontEnd(cells: Cells): FrontEnd {
  let message = 0;
  const deliver = (traffic: CommTraffic) => {
    cells.deliver({ type: "comm", run: --message, ...traffic });
    return message;
  };
  const ends: FrontEnd = {
    say: (id, action, data = {}, buffers = []) =>
      deliver({ action, id, data, metadata: {}, buffers }),
    open: (id, target) =>
      deliver({ action: "open", id, target, data: {}, metadata: {}, buffers: [] }),
    update: (id, state, paths = [], buffers = []) =>
      ends.say(id, "message", { method: "update", state, buffer_paths: paths }, buffers),
    answered: (number) => cells.output("handled", ({ run }) => run === number),
    opened: async (code) => {
      const { error } = await cells.run(code);
      if (error !== undefined) throw new Error(`${error.name}: ${error.message}`);
      return cells.output("comm", ({ action, run }) => action === "open" && run === cells.lastRun);
    },
    heard: (id) =>
      cells.outputs.filter(
        (event): event is CommEvent =>
          event.type === "comm" && event.id === id && event.action === "message",
      ),
    next: (id, method) =>
      cells.output("comm", (event) => event.id === id && event.data.method === method),
  };
  return ends;
}
