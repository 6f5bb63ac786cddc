import { readdirSync, readFileSync } from "node:fs";

/** Asks all processes that this one started to stop; it leads their group and ignores SIGINT itself. */
export function interruptChildren(): void {
  if (process.platform !== "win32") signal(-process.pid, "SIGINT");
}

/** Ends the processes of this one's group, where the system tells which they are. */
export function endChildren(): void {
  for (const pid of groupMembers()) if (pid !== process.pid) signal(pid, "SIGKILL");
}

function groupMembers(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(isInGroup);
  } catch {
    return [];
  }
}

function isInGroup(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    // "pid (name) state ppid pgrp ...", where the name may hold anything
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[2]) === process.pid;
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended meanwhile
  }
}
