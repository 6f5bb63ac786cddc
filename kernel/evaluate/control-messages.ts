import type { LivePlace, LiveValue } from "./live-value.js";

/**
 * What the protocol process tells the control worker of the user process, over a descriptor of its
 * own: the worker takes it up at once, also while the main thread is busy with user code.
 */
export type ControlCommand =
  | { readonly type: "interrupt" }
  | { readonly type: "ask"; readonly id: number; readonly question: LivePlace }
  | { readonly type: "input"; readonly answer: InputAnswer };

/** What the control worker tells in return, over the same descriptor. */
export type ControlEvent = {
  readonly type: "answer";
  readonly id: number;
  /** null where there is nothing, or no moment to look */
  readonly answer: LiveValue | null;
};

/** What came of a question to the front end. */
export type InputAnswer = { readonly id: number } & (
  | { readonly value: string }
  /** the cell was sent without standard input */
  | { readonly refused: true }
);
