/** A backend cannot be built here; `message` says in one line what is missing and how to get it. */
export class BuildError extends Error {
  override name = "BuildError";
}
