import type { Timing } from "../../evaluate/user-messages.js";
import type { Magic } from "./magic.js";

/** `%time`: the cell's times are printed before its result. */
export const time: Magic = async (_args, { cell }) => {
  cell.isTimed = true;
  return undefined;
};

export function timingText({ wall, user, system }: Timing): string {
  const cpu = `user ${duration(user)}, sys ${duration(system)}, total ${duration(user + system)}`;
  return `CPU times: ${cpu}\nWall time: ${duration(wall)}\n`;
}

function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(3))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
