import { writeSync } from "node:fs";
import { encodeFrame, encodeInto } from "../frame-codec.js";
import { uncurry } from "../uncurry.js";
import type { StreamName, UserEvent } from "../user-messages.js";
import { leave } from "./kernel-descriptors.js";

const EVENT_FD = 5;
const { stringify } = JSON;
const subarray = uncurry<Buffer, [number, number], Buffer>(Buffer.prototype.subarray);
const write = writeSync; // a cell may replace what node:fs exports

interface Slot {
  /** undefined while the event is still being made, null when it will never be */
  event: UserEvent | null | undefined;
}

/** events that wait for one that is still being made */
let slots: Slot[] = [];

/**
 * Sends an event to the protocol process before returning, unless an earlier event is still being
 * made (a display whose data arrives asynchronously): then it waits its turn, so order is kept.
 */
export function sendEvent(event: UserEvent): void {
  if (slots.length > 0) slots[slots.length] = { event };
  else writeEvent(event);
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
  writeFrame(encodeFrame(event));
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
