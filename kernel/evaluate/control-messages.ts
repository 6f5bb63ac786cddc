import type { LivePlace, LiveValue } from "./live-value.js";

/**
 * What the protocol process tells the control worker of the user process, over a descriptor of its
 * own: the worker takes it up at once, also while the main thread is busy with user code.
 */
export type ControlCommand =
  | { readonly type: "interrupt" }
  | InspectCommand
  /** ends the inspector session, and with it everything that a debugger has set up */
  | { readonly type: "detach" }
  | { readonly type: "ask"; readonly id: number; readonly question: LivePlace }
  | { readonly type: "input"; readonly answer: InputAnswer };

/** A command of V8's inspector for the main thread. */
export interface InspectCommand {
  readonly type: "inspect";
  readonly id: number;
  readonly method: string;
  readonly params: object;
}

export interface AnswerEvent {
  readonly type: "answer";
  readonly id: number;
  /** null where there is nothing, or no moment to look */
  readonly answer: LiveValue | null;
}

/** What came of inspector commands, and what the inspector tells by itself. */
export type InspectEvent =
  | { readonly type: "inspected"; readonly id: number; readonly result: object }
  | { readonly type: "inspectFailed"; readonly id: number; readonly message: string }
  | { readonly type: "notified"; readonly method: string; readonly params: object };

/** What came of a question to the front end. */
export type InputAnswer = { readonly id: number } & (
  | { readonly value: string }
  /** the cell was sent without standard input */
  | { readonly refused: true }
);

/**
 * What the worker tells on the same descriptor. `training`: an interrupt waits for a step to end.
 * `stopped`: so many interrupts were taken up, and can no longer hit the run that follows.
 */
export type ControlEvent =
  | { readonly type: "training" }
  | { readonly type: "stopped"; readonly interrupts: number }
  | AnswerEvent
  | InspectEvent;
