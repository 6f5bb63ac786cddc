/** A notebook cannot be read, written or run as asked; `message` is one line fit for a person. */
export class NotebookError extends Error {
  override name = "NotebookError";
}
