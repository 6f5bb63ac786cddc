import type { CommTraffic } from "../../evaluate/comm-traffic.js";
import type { CommCommand, UserEvent } from "../../evaluate/user-messages.js";
import type { CommInfoReply } from "../../wire/contents.js";
import type { Message } from "../../wire/message.js";
import type { ChannelWriter, Parent } from "./channel-writer.js";
import type { RunParents } from "./run-parents.js";

export interface CommsOptions {
  readonly writer: ChannelWriter;
  readonly parents: RunParents;
  readonly deliver: (command: CommCommand) => void;
  /** whether a cell came first that has not begun to run */
  readonly isCellOnItsWay: () => boolean;
  readonly onIdle: (parent: Parent) => void;
}

export type CommEvent = Extract<UserEvent, { type: "comm" | "accepted" | "handled" }>;

/** Channels between front ends and user code: which are open is known here, what they say is not. */
export interface Comms {
  /** a comm message of a front end; user code handles it when it gets to it */
  receive(message: Message): void;
  /** the cell that came first has begun, or never will */
  cellBegun(): void;
  /** what user code did */
  event(event: CommEvent): void;
  info(content: Readonly<Record<string, unknown>>): CommInfoReply;
  /** user code is gone, and with it its ends */
  closeAll(parent: Parent | undefined): void;
}

const ACTIONS = { comm_open: "open", comm_msg: "message", comm_close: "close" } as const;

export function isCommMessage({ header }: Message): boolean {
  return Object.hasOwn(ACTIONS, header.msg_type);
}

export function createComms(options: CommsOptions): Comms {
  const { writer, parents, deliver, isCellOnItsWay, onIdle } = options;
  const targets = new Map<string, string>();
  const handling = new Map<number, Parent>();
  let held: CommCommand[] = [];

  const publish = (run: number, traffic: CommTraffic) => {
    const { id, data, metadata, buffers } = traffic;
    const parent = parents.parentOf(run);
    const content = { comm_id: id, data };
    switch (traffic.action) {
      case "open": {
        const { target } = traffic;
        targets.set(id, target);
        const opened = { ...content, target_name: target };
        return writer.publish("comm_open", opened, parent, { metadata, buffers });
      }
      case "message":
        return writer.publish("comm_msg", content, parent, { metadata, buffers });
      case "close":
        targets.delete(id);
        return writer.publish("comm_close", content, parent, { metadata, buffers });
    }
  };

  return {
    receive: (message) => {
      const traffic = readTraffic(message);
      writer.status("busy", message);
      if (traffic === undefined) return onIdle(message);
      if (traffic.action === "close") targets.delete(traffic.id);
      const run = parents.beginMessage(message);
      handling.set(run, message);
      const command = { type: "comm", run, ...traffic } as const;
      if (isCellOnItsWay()) held.push(command);
      else deliver(command);
    },
    cellBegun: () => {
      const released = held;
      held = [];
      for (const command of released) deliver(command);
    },
    event: (event) => {
      switch (event.type) {
        case "comm":
          return publish(event.run, event);
        case "accepted":
          return void targets.set(event.id, event.target);
        case "handled": {
          const parent = handling.get(event.run);
          handling.delete(event.run);
          if (parent !== undefined) onIdle(parent);
        }
      }
    },
    info: ({ target_name: wanted }) => {
      const comms = [...targets].filter(([, target]) => !wanted || target === wanted);
      return {
        status: "ok",
        comms: Object.fromEntries(comms.map(([id, target]) => [id, { target_name: target }])),
      };
    },
    closeAll: (parent) => {
      for (const id of targets.keys()) {
        writer.publish("comm_close", { comm_id: id, data: {} }, parent);
      }
      targets.clear();
      const waiting = new Set(held.map(({ run }) => run));
      for (const [run, message] of handling) {
        // what was not delivered yet goes to the next process
        if (waiting.has(run)) continue;
        handling.delete(run);
        onIdle(message);
      }
    },
  };
}

/** undefined when it names no comm */
function readTraffic({ header, content, metadata, buffers }: Message): CommTraffic | undefined {
  const action = ACTIONS[header.msg_type as keyof typeof ACTIONS];
  const { comm_id: id, target_name: target } = content;
  if (typeof id !== "string" || id === "") return undefined;
  const data = isRecord(content.data) ? content.data : {};
  if (action !== "open") return { action, id, data, metadata, buffers };
  return { action, id, target: String(target ?? ""), data, metadata, buffers };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
