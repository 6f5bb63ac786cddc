/**
 * What the protocol process tells the control worker of the user process, over a descriptor of its
 * own: the worker takes it up at once, also while the main thread is busy with user code.
 */
export type ControlCommand =
  | { readonly type: "interrupt" }
  | { readonly type: "input"; readonly answer: InputAnswer };

/** What came of a question to the front end. */
export type InputAnswer = { readonly id: number } & (
  | { readonly value: string }
  /** the cell was sent without standard input */
  | { readonly refused: true }
);
