const REASONS = {
  disallowed:
    "input needs somebody to ask. Received: a cell that was sent without standard input, as by a script.",
  late: "only a running cell can ask for input. Received: a question of one that has ended, or of a handler.",
} as const;

/** Nobody can be asked for input: the front end takes none, or what asks is no running cell. */
export class StdinNotAllowed extends Error {
  static {
    StdinNotAllowed.prototype.name = "StdinNotAllowed";
  }

  /** the run that asked */
  declare readonly run: number;

  constructor(reason: keyof typeof REASONS, run: number) {
    super(REASONS[reason]);
    // kept out of the printed error
    Object.defineProperty(this, "run", { value: run, enumerable: false });
  }
}
