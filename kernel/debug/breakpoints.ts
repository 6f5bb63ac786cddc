import type { Debugger } from "node:inspector";
import type { DebugTarget } from "../evaluate/debug-target.js";
import { breakableLines, nearestBreakable } from "./breakable-lines.js";
import { parseSource } from "./parse-source.js";
import type { Breakpoint, RequestedBreakpoint } from "./protocol.js";
import type { Script, Scripts } from "./scripts.js";

/** Breakpoints of every path, and what V8 knows of them. */
export interface Breakpoints {
  /** replaces those of a path; says where they came to stand */
  set(path: string, requested: readonly RequestedBreakpoint[]): Promise<Breakpoint[]>;
  /** puts those of its path into a script, before or after it ran */
  install(script: Script): Promise<void>;
  /** puts all into all scripts that are known */
  installAll(): Promise<void>;
  /** puts those of a path where they belong now that its script is known */
  moved(path: string): Promise<void>;
  all(): { readonly source: string; readonly breakpoints: readonly { readonly line: number }[] }[];
  /** V8 has forgotten them */
  uninstalled(): void;
  clear(): void;
}

interface Placed extends Breakpoint {
  /** JavaScript */
  readonly condition?: string;
}

export function createBreakpoints(target: DebugTarget, scripts: Scripts): Breakpoints {
  const placed = new Map<string, readonly Placed[]>();
  const installed = new Map<string, string[]>();
  let lastId = 0;
  let changing: Promise<unknown> = Promise.resolve();

  const place = async (path: string, requested: RequestedBreakpoint): Promise<Placed> => {
    const text = scripts.cellText(path);
    const line = text === undefined ? requested.line : breakableLine(text, requested.line);
    return {
      id: ++lastId,
      verified: line !== undefined,
      line: line ?? requested.line,
      source: { path },
      ...(requested.condition ? { condition: await target.compile(requested.condition) } : {}),
    };
  };

  const install = async (script: Script) => {
    const { path } = script.source;
    for (const { line, condition, verified } of placed.get(path) ?? []) {
      const location = verified ? script.positions().toScript(line) : undefined;
      if (location === undefined) continue;
      const params = { ...script.address, ...location, ...(condition ? { condition } : {}) };
      // refused where there is one already
      const set = await target.post("Debugger.setBreakpointByUrl", params).catch(() => undefined);
      if (set === undefined) continue;
      const { breakpointId } = set as Debugger.SetBreakpointByUrlReturnType;
      installed.set(path, [...(installed.get(path) ?? []), breakpointId]);
    }
  };
  const installPath = async (path: string) => {
    for (const script of scripts.under(path)) await install(script);
  };

  const reinstall = async (path: string) => {
    for (const breakpointId of installed.get(path) ?? []) {
      await target.post("Debugger.removeBreakpoint", { breakpointId });
    }
    installed.delete(path);
    await installPath(path);
  };
  /** one change at a time */
  const inTurn = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const changed = changing.then(change);
    changing = changed.catch(() => {});
    return changed;
  };
  const replace = async (path: string, requested: readonly RequestedBreakpoint[]) => {
    const breakpoints = await Promise.all(requested.map((one) => place(path, one)));
    if (breakpoints.length > 0) placed.set(path, breakpoints);
    else placed.delete(path);
    await reinstall(path);
    return breakpoints.map(({ condition: _, ...breakpoint }) => breakpoint);
  };

  return {
    install: (script) => inTurn(() => install(script)),
    set: (path, requested) => inTurn(() => replace(path, requested)),
    moved: async (path) => {
      if (placed.has(path)) await inTurn(() => reinstall(path));
    },
    installAll: () =>
      inTurn(async () => {
        for (const path of placed.keys()) await installPath(path);
      }),
    all: () =>
      [...placed].map(([source, breakpoints]) => ({
        source,
        breakpoints: breakpoints.map(({ line }) => ({ line })),
      })),
    uninstalled: () => installed.clear(),
    clear: () => {
      placed.clear();
      installed.clear();
    },
  };
}

/** undefined in a cell without any code */
function breakableLine(text: string, line: number): number | undefined {
  const { code, program } = parseSource(text);
  return nearestBreakable(breakableLines(code, program), line);
}
