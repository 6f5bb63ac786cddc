import type { InspectorListener } from "./inspector-link.js";

/** The script that a cell becomes. */
export interface RunScript {
  readonly run: number;
  /** how stack frames name the cell */
  readonly label: string;
  readonly url: string;
  /** the cell as its author wrote it */
  readonly source: string;
  /** what V8 runs */
  readonly code: string;
  /** source map (version 3) from `code` to the cell; null: the cell starts on line 2 of `code` */
  readonly map: string | null;
}

/** Who wants to know what user code does. */
export interface DebugObserver {
  /** A script is about to run. It waits for the promise; undefined when nobody debugs. */
  scriptReady(script: RunScript): Promise<void> | undefined;
  notified: InspectorListener;
  /** another process took the place of the one that was debugged */
  restarted(): void;
}

/** User code as a debugger sees it, whichever process it runs in. */
export interface DebugTarget {
  observe(observer: DebugObserver): void;
  /** a command of V8's inspector */
  post(method: string, params?: object): Promise<object>;
  /** leaves the inspector: breakpoints are gone, and code runs as if there had never been any */
  detach(): void;
  /** JavaScript that has the value of TypeScript code; throws a SyntaxError */
  compile(code: string): Promise<string>;
  /** those that ran in the process at hand, as many as stacks are traced back to */
  recentScripts(): Iterable<RunScript>;
  /** names of values that cells have declared, in this order */
  declaredNames(): readonly string[];
  readonly isRunning: boolean;
}
