import type { ControlCommand, InspectEvent } from "./control-messages.js";

/** What V8's inspector tells by itself, such as `Debugger.paused`. */
export type InspectorListener = (method: string, params: object) => void;

/** The inspector of one user process; it answers also while user code runs or is stopped. */
export interface InspectorLink {
  /** rejects when the inspector refuses, or when the process ends first */
  post(method: string, params: object): Promise<object>;
  detach(): void;
  /** takes in what the control worker tells */
  receive(event: InspectEvent): void;
  /** the process is gone */
  close(): void;
}

/** Nobody is there to answer: the process ended, or its inspector was left. */
export class InspectorGone extends Error {}

interface Waiting {
  readonly resolve: (result: object) => void;
  readonly reject: (error: Error) => void;
}

export function createInspectorLink(
  tell: (command: ControlCommand) => void,
  onNotification: InspectorListener,
): InspectorLink {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isClosed = false;

  const take = (id: number) => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  const rejectAll = () => {
    for (const { reject } of waiting.values()) reject(new InspectorGone("the inspector was left"));
    waiting.clear();
  };

  return {
    post: (method, params) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new InspectorGone("the user process ended"));
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        tell({ type: "inspect", id, method, params });
      }),
    detach: () => {
      tell({ type: "detach" });
      rejectAll();
    },
    receive: (event) => {
      switch (event.type) {
        case "inspected":
          return take(event.id)?.resolve(event.result);
        case "inspectFailed":
          return take(event.id)?.reject(new Error(event.message));
        case "notified":
          return onNotification(event.method, event.params);
      }
    },
    close: () => {
      isClosed = true;
      rejectAll();
    },
  };
}
