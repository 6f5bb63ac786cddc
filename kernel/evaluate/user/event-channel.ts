import { writeSync } from "node:fs";
import { encodeFrame } from "../frame-codec.js";
import type { UserEvent } from "../user-messages.js";
import { leave } from "./kernel-descriptors.js";

const EVENT_FD = 5;
const write = writeSync; // a cell may replace what node:fs exports

interface Slot {
  /** undefined while the event is still being made, null when it will never be */
  event: UserEvent | null | undefined;
}

/** events that wait, from `first` on */
let slots: Slot[] = [];

/**
 * Sends an event to the protocol process before returning, unless an earlier event is still being
 * made (a display whose data arrives asynchronously): then it waits its turn, so order is kept.
 */
export function sendEvent(event: UserEvent): void {
  if (slots.length > 0) slots[slots.length] = { event };
  else writeEvent(event);
}

/** Keeps a place in the order of events for one that is still being made. */
export function reserveEvent(): (event: UserEvent | null) => void {
  const slot: Slot = { event: undefined };
  slots[slots.length] = slot;
  return (event) => {
    slot.event = event;
    sendReady();
  };
}

function sendReady(): void {
  const waiting = slots;
  let ready = 0;
  while (ready < waiting.length && waiting[ready]!.event !== undefined) ready++;
  if (ready === 0) return;
  slots = [];
  for (let i = ready; i < waiting.length; i++) slots[i - ready] = waiting[i]!;
  for (let i = 0; i < ready; i++) {
    const { event } = waiting[i]!;
    if (event) writeEvent(event);
  }
}

/** Sends what waits for displays that will not be finished. */
export function giveUpReserved(): void {
  for (let i = 0; i < slots.length; i++) slots[i]!.event ??= null;
  sendReady();
}

function writeEvent(event: UserEvent): void {
  const frame = encodeFrame(event);
  try {
    writeFully(frame, EVENT_FD);
  } catch {
    leave();
  }
}

export function writeFully(data: Buffer, fd: number): void {
  let offset = 0;
  while (offset < data.length) {
    try {
      offset += write(fd, data, offset);
    } catch (error) {
      // the pipe is non-blocking when the other end made it so
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}
