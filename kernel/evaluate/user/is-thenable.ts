/** Whether a value is one to wait for; a Proxy may throw when it is asked. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return (
      typeof value === "object" &&
      value !== null &&
      typeof (value as PromiseLike<unknown>).then === "function"
    );
  } catch {
    return false;
  }
}
