import { writeSync } from "node:fs";
import { encodeFrame, encodeInto } from "../../frame-codec.js";
import { uncurry } from "../../uncurry.js";
import type { StreamName, UserEvent } from "../../user-messages.js";
import { leave } from "../kernel-descriptors.js";

const EVENT_FD = 5;
const { stringify } = JSON;
const subarray = uncurry<Buffer, [number, number], Buffer>(Buffer.prototype.subarray);
const write = writeSync; // a cell may replace what node:fs exports

interface Slot {
  /** undefined while the event is still being made, null when it will never be */
  frame: Buffer | null | undefined;
}

/** events that wait for one that is still being made */
let slots: Slot[] = [];

/**
 * Sends an event to the protocol process before returning, unless an earlier event is still being
 * made (a display whose data arrives asynchronously): then it waits its turn, so order is kept.
 */
export function sendEvent(event: UserEvent): void {
  const frame = encodeFrame(event);
  if (slots.length > 0) slots[slots.length] = { frame };
  else writeFrame(frame);
}

/** Sends what a stream carries: the same event, without an object and memory of its own per line. */
export function sendText(name: StreamName, run: number, text: string): void {
  if (text === "") return;
  const length =
    slots.length === 0 ? encodeInto(line, `${prefixOf(name, run)}${stringify(text)}}`) : undefined;
  if (length === undefined) sendEvent({ type: "stream", run, name, text });
  else writeFrame(subarray(line, 0, length));
}

const line = Buffer.alloc(4096);
let latest = { name: "", run: 0, prefix: "" };

function prefixOf(name: StreamName, run: number): string {
  if (latest.name !== name || latest.run !== run) {
    latest = { name, run, prefix: `{"type":"stream","run":${run},"name":"${name}","text":` };
  }
  return latest.prefix;
}

/** Keeps a place in the order of events for one that is still being made. */
export function reserveEvent(): (event: UserEvent | null) => void {
  const slot: Slot = { frame: undefined };
  slots[slots.length] = slot;
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
  const waiting = slots;
  let ready = 0;
  while (ready < waiting.length && waiting[ready]!.frame !== undefined) ready++;
  if (ready === 0) return;
  slots = [];
  for (let i = ready; i < waiting.length; i++) slots[i - ready] = waiting[i]!;
  for (let i = 0; i < ready; i++) {
    const { frame } = waiting[i]!;
    if (frame) writeFrame(frame);
  }
}

/** Sends what waits for displays that will not be finished. */
export function giveUpReserved(): void {
  for (let i = 0; i < slots.length; i++) {
    if (slots[i]!.frame === undefined) slots[i]!.frame = null;
  }
  sendReady();
}

function writeFrame(frame: Buffer): void {
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
