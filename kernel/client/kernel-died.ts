import type { KernelExit } from "./kernel-process.js";

/** The kernel's process ended while an answer was awaited. */
export class KernelDied extends Error {
  override name = "KernelDied";

  constructor({ code, signal, stderr }: KernelExit) {
    const how = signal ? `by ${signal}` : `with exit code ${code}`;
    const lastLine = stderr.trim().split("\n").at(-1);
    super(`the kernel ended ${how}${lastLine ? `: ${lastLine}` : ""}`);
  }
}
