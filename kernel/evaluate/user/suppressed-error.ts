/** What `using` throws when both the block and the disposal fail; Node.js has it from 24 on. */
class SuppressedError extends Error {
  override readonly name = "SuppressedError";

  constructor(
    readonly error: unknown,
    readonly suppressed: unknown,
    message?: string,
  ) {
    super(message);
  }
}

/** swc's lowering of `using` calls it `_SuppressedError`, and declares that under another name. */
export function installSuppressedError(): void {
  const native: unknown = Reflect.get(globalThis, "SuppressedError");
  Object.defineProperty(globalThis, "_SuppressedError", { value: native ?? SuppressedError });
}
