import type { MimeBundle } from "../display/mime-bundle.js";
import type { CommTraffic } from "./comm-traffic.js";

/** A cell, ready to run in the user process. */
export interface RunCommand {
  readonly type: "run";
  readonly run: number;
  /** how stack frames name the cell, e.g. `Cell [3]` */
  readonly label: string;
  /** JavaScript */
  readonly code: string;
  /** source map (version 3) from `code` back to the cell; null: the cell starts on line 2 of `code` */
  readonly map: string | null;
  /** whether the cell mentions names that need the library loaded first */
  readonly needsLibrary: boolean;
  /** whether the value of the last statement is to be rendered */
  readonly wantsResult: boolean;
  /** whether a debugger is to hear of what the code throws */
  readonly isDebugged: boolean;
  /** evaluated after the cell, e.g. for a front end's variable pane */
  readonly expressions: Readonly<Record<string, string>>;
  /** whether to tell how long the cell took */
  readonly isTimed: boolean;
}

/** A run that is still being checked will need the library. */
export interface LoadCommand {
  readonly type: "load";
  readonly run: number;
}

/** How long a cell took, in milliseconds. */
export interface Timing {
  readonly wall: number;
  readonly user: number;
  readonly system: number;
}

/** A front end's comm message for the user process, which answers with `handled`. */
export type CommCommand = { readonly type: "comm"; readonly run: number } & CommTraffic;

export type UserCommand = RunCommand | LoadCommand | CommCommand | { readonly type: "exit" };

export interface StackFrame {
  readonly functionName: string | null;
  /** a cell label, a file path or a `node:` name */
  readonly source: string;
  readonly inCell: boolean;
  readonly line: number;
  readonly column: number;
}

/** A thrown value, described where it lives so that it can cross to the protocol process. */
export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly StackFrame[];
  /** rendering of own enumerable properties such as `code`, or of a thrown non-error */
  readonly details?: string;
  readonly cause?: ErrorReport;
}

export type StreamName = "stdout" | "stderr";

export type ExpressionResult =
  | { readonly status: "ok"; readonly bundle: MimeBundle }
  | { readonly status: "error"; readonly error: ErrorReport };

/** A question to whoever runs the cell. */
export interface InputEvent {
  readonly type: "input";
  readonly run: number;
  /** the answer bears the same */
  readonly id: number;
  readonly prompt: string;
  readonly password: boolean;
}

/** What the user process tells, in order, on its own descriptor. */
export type UserEvent =
  | { readonly type: "ready" }
  | {
      readonly type: "stream";
      readonly run: number;
      readonly name: StreamName;
      readonly text: string;
    }
  | {
      readonly type: "display";
      readonly run: number;
      readonly bundle: MimeBundle;
      readonly displayId: string;
      readonly update: boolean;
    }
  /** the cell's code starts to run; that of a cell that needs no library does so when it comes in */
  | { readonly type: "begun"; readonly run: number }
  | { readonly type: "clear"; readonly run: number; readonly wait: boolean }
  | InputEvent
  | ({ readonly type: "comm"; readonly run: number } & CommTraffic)
  /** user code took the comm that a front end opened */
  | {
      readonly type: "accepted";
      readonly run: number;
      readonly id: string;
      readonly target: string;
    }
  | { readonly type: "handled"; readonly run: number }
  | { readonly type: "uncaught"; readonly run: number; readonly error: ErrorReport }
  | { readonly type: "exiting"; readonly code: number }
  | {
      readonly type: "done";
      readonly run: number;
      readonly result?: MimeBundle;
      readonly error?: ErrorReport;
      /** the engine did not take the code: none of it ran */
      readonly isRefused?: boolean;
      readonly interrupted: boolean;
      readonly timing?: Timing;
      readonly expressions: Readonly<Record<string, ExpressionResult>>;
      /** streams on which the end marker was written, so that the reader can wait for it */
      readonly marked: readonly StreamName[];
    };

/** exit code of a user process that can no longer be heard, or hear */
export const DESCRIPTOR_LOST = 76;
/** exit code of a user process that cannot run cells any more, though it runs itself */
export const ENGINE_LOST = 70;

export const MARKER_START = "\u0000\u0001preplab-end-";
export const MARKER_END = "\u0001\u0000";

/** Written on descriptors 1 and 2 when a run ends; everything before it belongs to that run. */
export function endMarker(run: number): string {
  return `${MARKER_START}${run}${MARKER_END}`;
}
