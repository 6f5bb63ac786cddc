import type { Magic } from "./magic.js";

/** `%reset`: a fresh user process; the history and the numbers of the cells go on. */
export const reset: Magic = async (_args, { restart, print }) => {
  restart();
  print("all variables are gone\n");
  return undefined;
};
