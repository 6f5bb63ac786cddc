import { writeSync } from "node:fs";
import { encodeFrame } from "../frame-codec.js";
import type { UserEvent } from "../user-messages.js";

const EVENT_FD = 5;

interface Slot {
  /** undefined while the event is still being made, null when it will never be */
  frame: Buffer | null | undefined;
}

let slots: Slot[] = [];

/**
 * Sends an event to the protocol process before returning, unless an earlier event is still being
 * made (a display whose data arrives asynchronously): then it waits its turn, so order is kept.
 */
export function sendEvent(event: UserEvent): void {
  const frame = encodeFrame(event);
  if (slots.length > 0) slots.push({ frame });
  else writeFully(frame, EVENT_FD);
}

/** Keeps a place in the order of events for one that is still being made. */
export function reserveEvent(): (event: UserEvent | null) => void {
  const slot: Slot = { frame: undefined };
  slots.push(slot);
  return (event) => {
    // a bundle that is no JSON must not hold up what comes after it
    slot.frame = null;
    try {
      if (event !== null) slot.frame = encodeFrame(event);
    } finally {
      sendReady();
    }
  };
}

function sendReady(): void {
  const waiting = slots.findIndex(({ frame }) => frame === undefined);
  const ready = waiting < 0 ? slots : slots.slice(0, waiting);
  slots = waiting < 0 ? [] : slots.slice(waiting);
  for (const { frame } of ready) if (frame) writeFully(frame, EVENT_FD);
}

export function writeFully(data: Buffer, fd: number): void {
  let offset = 0;
  while (offset < data.length) {
    try {
      offset += writeSync(fd, data, offset);
    } catch (error) {
      // the pipe is non-blocking when the other end made it so
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}
