import type { Magic } from "./magic.js";

/** `!command` and `%%sh`. */
export const sh: Magic = (args, { command }) => command("shell", args.trim());

/** `%%bash`: the rest of the cell is a script. */
export const bash: Magic = (args, { command }) => command("shell", args, { shell: "bash" });
