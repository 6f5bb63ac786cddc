import { frameScopes, type StoppedFrame } from "./call-stack.js";
import type { Execution, Step } from "./execution.js";
import type { Scope } from "./protocol.js";
import { type Arguments, type Handler, type Handlers, readNumber } from "./requests.js";
import type { UserCode } from "./user-code.js";

/** Node.js has one thread that runs cells. */
export const THREAD = 1;

/** Requests on where user code is stopped, and on how it goes on. */
export function stackRequests(execution: Execution, userCode: UserCode): Handlers {
  const go =
    (step: Step | "resume"): Handler =>
    async () => {
      if (execution.stop === undefined) throw new Error("nothing is stopped");
      await (step === "resume" ? execution.resume() : execution.step(step));
      return { allThreadsContinued: true };
    };

  return {
    threads: () => ({ threads: [{ id: THREAD, name: "main" }] }),
    stackTrace: (args) => {
      const frames = execution.stop?.frames ?? [];
      const start = readNumber(args, "startFrame", 0);
      const end = start + (readNumber(args, "levels", 0) || frames.length);
      return {
        stackFrames: frames
          .slice(start, end)
          .map(({ callFrame: _, script: __, ...frame }) => frame),
        totalFrames: frames.length,
      };
    },
    scopes: async (args) => {
      const scopes = frameScopes(stoppedFrame(execution, args.frameId).callFrame).map(
        async ({ name, objectIds }): Promise<Scope> => ({
          name,
          ...(name === "Locals" ? { presentationHint: "locals" } : {}),
          variablesReference: await (name === "Globals"
            ? userCode.globals()
            : userCode.scope(objectIds)),
          expensive: false,
        }),
      );
      return { scopes: await Promise.all(scopes) };
    },
    continue: go("resume"),
    next: go("stepOver"),
    stepIn: go("stepInto"),
    stepOut: go("stepOut"),
    pause: async () => {
      await execution.pause();
      return {};
    },
  };
}

/** The frame of an id, or the innermost one when none is given. */
export function stoppedFrame({ stop }: Execution, id: Arguments[string]): StoppedFrame {
  const frames = stop?.frames ?? [];
  const found = id === undefined ? frames[0] : frames.find((frame) => frame.id === id);
  if (found === undefined) throw new Error(`frame ${String(id)} is not stopped`);
  return found;
}
