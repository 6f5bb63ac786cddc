import { fstatSync } from "node:fs";
import { DESCRIPTOR_LOST } from "../user-messages.js";

/** commands, control, events */
const DESCRIPTORS = [3, 4, 5] as const;

const stat = fstatSync;
const exit = process.exit.bind(process);
const identities = DESCRIPTORS.map(identityOf);
let leaving = false;

/** Ends the process when user code has closed a descriptor of the kernel, or opened it anew. */
export function requireDescriptors(): void {
  for (let i = 0; i < DESCRIPTORS.length; i++) {
    if (identityOf(DESCRIPTORS[i]!) !== identities[i]) leave();
  }
}

/** Ends a process that can no longer be heard, or hear. */
export function leave(code: number = DESCRIPTOR_LOST): never {
  leaving = true;
  return exit(code);
}

export function isLeaving(): boolean {
  return leaving;
}

function identityOf(descriptor: number): string | undefined {
  try {
    const { dev, ino } = stat(descriptor);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
