/** The command line asks for something that does not exist; `message` is one line. */
export class UsageError extends Error {
  override name = "UsageError";
}
