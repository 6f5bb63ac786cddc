import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { IN_CHILD, interruptState, TERMINATING } from "./interrupt-state.js";

type Synchronous = (...args: never[]) => unknown;

const { add, sub, load } = Atomics;

/**
 * Marks the time spent in synchronous child processes: terminating the main thread inside of them
 * aborts Node ("v8::ToLocalChecked Empty MaybeLocal"), so an interrupt has to end the child first.
 * Before and after, a termination that is on its way is waited for.
 */
export function watchSynchronousChildren(): void {
  const functions = childProcess as unknown as Record<string, Synchronous>; // assigned to by name
  for (const name of ["spawnSync", "execFileSync", "execSync"]) {
    const original = functions[name]!;
    functions[name] = (...args) => {
      add(interruptState, IN_CHILD, 1);
      awaitTermination();
      try {
        return original(...args);
      } finally {
        sub(interruptState, IN_CHILD, 1);
        // a cell that starts the next child at once would never be met outside of one
        awaitTermination();
      }
    };
  }
  syncBuiltinESMExports();
}

function awaitTermination(): void {
  while (load(interruptState, TERMINATING) === 1);
}
