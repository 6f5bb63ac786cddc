import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { IN_CHILD, interruptState, TERMINATING } from "./interrupt-state.js";

type Synchronous = (...args: never[]) => unknown;

/**
 * Marks the time spent in synchronous child processes: terminating the main thread inside of them
 * aborts Node ("v8::ToLocalChecked Empty MaybeLocal"), so an interrupt has to end the child first.
 */
export function watchSynchronousChildren(): void {
  const functions = childProcess as unknown as Record<string, Synchronous>; // assigned to by name
  for (const name of ["spawnSync", "execFileSync", "execSync"]) {
    const original = functions[name]!;
    functions[name] = (...args) => {
      Atomics.add(interruptState, IN_CHILD, 1);
      // a termination that is on its way has to hit here, not inside of the child's native code
      while (Atomics.load(interruptState, TERMINATING) === 1);
      try {
        return original(...args);
      } finally {
        Atomics.sub(interruptState, IN_CHILD, 1);
      }
    };
  }
  syncBuiltinESMExports();
}
