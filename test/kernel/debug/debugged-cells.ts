import { createDebugSession } from "../../../dist/kernel/debug/debug-session.js";
import type { DebugEvent, StackFrame, Variable } from "../../../dist/kernel/debug/protocol.js";
import type { RunOutcome } from "../../../dist/kernel/evaluate/evaluator.js";
import { type Cells, startCells } from "../evaluate/cells.js";

/** Cells under a debugger, driven as a front end drives it. */
export interface DebuggedCells {
  readonly cells: Cells;
  /** the body of a response; rejects with the message of one that failed */
  request(command: string, args?: object): Promise<Record<string, unknown>>;
  attach(): Promise<void>;
  /** sets breakpoints in a cell that runs later; gives the lines they came to stand on */
  breakAt(code: string, ...lines: number[]): Promise<number[]>;
  /** runs a cell until it stops for the first time */
  runToStop(code: string): Promise<{ readonly outcome: Promise<RunOutcome> }>;
  /** sends a request that lets code go on, and waits until it stops again */
  goToStop(command: string): Promise<string>;
  /** resolves with the next event of that name, which may have come already */
  event(name: string): Promise<Record<string, unknown>>;
  /** events that nobody waited for */
  readonly unread: readonly string[];
  frames(): Promise<StackFrame[]>;
  /** `name:line` of all frames, innermost first */
  where(): Promise<string>;
  /** values by name in a scope of a frame: the innermost one, unless told otherwise */
  variables(scope: string, frame?: number): Promise<Record<string, string>>;
  listing(scope: string, frame?: number): Promise<Variable[]>;
}

export function startDebuggedCells(): DebuggedCells {
  const cells = startCells();
  const events: DebugEvent[] = [];
  const listeners: (() => void)[] = [];
  const session = createDebugSession({
    target: cells.evaluator.debugTarget,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners.splice(0)) listener();
    },
    interrupt: () => cells.interrupt(),
    onDeclared: () => {},
  });
  let seq = 0;

  const debugged: DebuggedCells = {
    cells,
    request: async (command, args = {}) => {
      const response = await session.request({ seq: ++seq, command, arguments: args });
      if (!response.success) throw new Error(response.message);
      return response.body as Record<string, unknown>;
    },
    attach: async () => {
      await debugged.request("initialize", { clientID: "test" });
      await debugged.request("attach");
      await debugged.event("initialized");
    },
    breakAt: async (code, ...lines) => {
      const { sourcePath } = await debugged.request("dumpCell", { code });
      const { breakpoints } = await debugged.request("setBreakpoints", {
        source: { path: sourcePath },
        breakpoints: lines.map((line) => ({ line })),
      });
      return (breakpoints as { line: number }[]).map(({ line }) => line);
    },
    runToStop: async (code) => {
      const outcome = cells.run(code);
      await debugged.event("stopped");
      return { outcome };
    },
    goToStop: async (command) => {
      await debugged.request(command, { threadId: 1 });
      await debugged.event("stopped");
      return debugged.where();
    },
    event: async (name) => {
      for (;;) {
        const at = events.findIndex(({ event }) => event === name);
        const found = at < 0 ? undefined : events.splice(0, at + 1).at(-1);
        if (found !== undefined) return found.body as Record<string, unknown>;
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
    get unread() {
      return events.map(({ event }) => event);
    },
    frames: async () => {
      const { stackFrames } = await debugged.request("stackTrace", { threadId: 1 });
      return stackFrames as StackFrame[];
    },
    where: async () =>
      (await debugged.frames()).map(({ name, line }) => `${name}:${line}`).join(" < "),
    listing: async (scope, frame = 0) => {
      const frames = await debugged.frames();
      const { scopes } = await debugged.request("scopes", { frameId: frames[frame]?.id });
      const found = (scopes as { name: string; variablesReference: number }[]).find(
        ({ name }) => name === scope,
      );
      if (found === undefined) return [];
      const { variablesReference } = found;
      return (await debugged.request("variables", { variablesReference })).variables as Variable[];
    },
    variables: async (scope, frame) =>
      Object.fromEntries(
        (await debugged.listing(scope, frame)).map(({ name, value }) => [name, value]),
      ),
  };
  return debugged;
}
