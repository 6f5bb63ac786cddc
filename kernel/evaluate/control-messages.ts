/**
 * What the protocol process tells the control worker of the user process, over a descriptor of its
 * own: the worker takes it up at once, also while the main thread is busy with user code.
 */
export type ControlCommand = { readonly type: "interrupt" };
