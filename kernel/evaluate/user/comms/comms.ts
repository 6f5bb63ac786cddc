import { currentRun } from "../current-run.js";
import { sendEvent } from "../output/event-channel.js";
import {
  type Comm,
  type CommData,
  type CommMessage,
  type CommOptions,
  commPayload,
  createComm,
  type OwnComm,
  sendComm,
} from "./comm.js";

export interface OpenOptions extends CommOptions {
  /** names the comm; a random UUID by default */
  readonly id?: string;
}

/** Takes a comm that a front end opens; `open` is what came with it. */
export type CommAcceptor = (comm: Comm, open: CommMessage) => unknown;

/** Channels between cells and front ends: what widgets are built on. */
export interface Comms {
  /**
   * Opens a comm to a target that the front end knows.
   *
   * @example
   * const comm = comms.open("plot", { points: 3 }, { buffers: [Float32Array.of(1, 2, 3)] });
   * comm.onMessage(({ data }) => console.log("clicked", data));
   * comm.send({ color: "red" });
   */
  open(target: string, data?: CommData, options?: OpenOptions): Comm;
  /**
   * Takes the comms that front ends open to a target of this name. A new acceptor replaces the last.
   *
   * @example
   * comms.register("echo", (comm) => {
   *   comm.onMessage(({ data, buffers }) => comm.send(data, { buffers }));
   * });
   */
  register(target: string, accept: CommAcceptor): void;
  /** Takes no further comms for a target. */
  unregister(target: string): void;
  /** Finds an open comm by its id. */
  get(id: string): Comm | undefined;
}

const open = new Map<string, OwnComm>();
const acceptors = new Map<string, CommAcceptor>();

const forget = (comm: Comm) => {
  // a front end may open another one under the same id
  if (open.get(comm.id) === comm) open.delete(comm.id);
};

export const comms: Comms = Object.freeze<Comms>({
  open: (target, data = {}, options = {}) => {
    const comm = createComm({ id: options.id, target: String(target), onClosed: forget });
    const { id } = comm;
    sendComm({ action: "open", id, target: comm.target, ...commPayload(data, options) });
    open.set(id, comm);
    return comm;
  },
  register: (target, accept) => void acceptors.set(target, accept),
  unregister: (target) => void acceptors.delete(target),
  get: (id) => open.get(id),
});

export function openComm(id: string): OwnComm | undefined {
  return open.get(id);
}

/** Hands a comm that a front end opened to whoever registered its target, or closes it. */
export function acceptComm(id: string, target: string, message: CommMessage): unknown {
  const accept = acceptors.get(target);
  if (accept === undefined) {
    sendComm({ action: "close", id, ...commPayload({}) });
    return undefined;
  }
  const comm = createComm({ id, target, onClosed: forget });
  open.set(id, comm);
  sendEvent({ type: "accepted", run: currentRun(), id, target });
  try {
    return accept(comm, message);
  } catch (error) {
    comm.close();
    throw error;
  }
}
