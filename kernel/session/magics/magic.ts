import type { TimedText } from "../../cell/timed-text.js";
import type { LoopOptions } from "../../evaluate/loop-edits.js";
import type { CellOutcome, TypecheckMode } from "../cells/cell-runner.js";

/** What the magics above a cell's code change about that cell. */
export interface CellSettings {
  typecheck: TypecheckMode;
  isTimed: boolean;
}

/** What a magic may do. */
export interface MagicContext {
  /** the notebook's folder */
  readonly folder: string;
  /** whether code follows the magics, or is timed by one */
  readonly hasCode: boolean;
  readonly cell: CellSettings;
  /** of this and later cells */
  readonly session: { typecheck: TypecheckMode };
  /** prints to the cell's stdout */
  print(text: string): void;
  /** runs JavaScript in the user process and gives what it gave */
  evaluate(code: string): Promise<CellOutcome>;
  /** calls a command of the user process */
  command(name: string, ...args: readonly unknown[]): Promise<CellOutcome>;
  /** checks code of this cell and runs it over and over */
  time(timed: TimedText, options: LoopOptions): Promise<CellOutcome>;
  /** replaces the user process by a fresh one */
  restart(): void;
  /** names that cells declared, with their types */
  variables(): Promise<readonly Variable[]>;
}

export interface Variable {
  readonly name: string;
  readonly type: string;
}

/** Gives an outcome when there is something to show, or an error. */
export type Magic = (
  args: string,
  context: MagicContext,
  timed?: TimedText,
) => Promise<CellOutcome | undefined>;

/** A magic that was written in a way that means nothing. */
export class MagicError extends Error {
  override readonly name = "MagicError";
}
