import type { Failure } from "../../wire/contents.js";

/** One JavaScript thread runs one cell; two that only take turns at `await` would be no subshells. */
export function subshellFailure(): Failure {
  const text =
    "preplab runs one cell at a time and has no subshells. Completion, inspection and history are answered meanwhile";
  return { status: "error", ename: "NotSupported", evalue: text, traceback: [text] };
}
