/** The kernel cannot be reached as asked; `message` is one line fit for a person. */
export class ConnectionError extends Error {
  override name = "ConnectionError";
}
