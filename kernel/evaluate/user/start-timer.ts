import type { Timing } from "../user-messages.js";

/** Gives back a function that tells how much time went by, and how much of the processor's. */
export function startTimer(): () => Timing {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { wall, user: user / 1000, system: system / 1000 };
  };
}
