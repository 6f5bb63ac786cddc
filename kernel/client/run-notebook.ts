import type { KernelInfoReply } from "../wire/contents.js";
import type { ExecuteResult } from "./execution.js";
import type { KernelClient } from "./kernel-client.js";
import { type CodeCell, cellTags, type Notebook } from "./notebook.js";
import type { ErrorOutput } from "./output.js";
import { settleTerminalText } from "./terminal-text.js";

export interface CellProgress {
  /** 1-based, among the code cells that run */
  readonly number: number;
  readonly total: number;
  readonly source: string;
}

export interface CellOutcome extends CellProgress {
  readonly status: "ok" | "expected-error" | "error";
  readonly milliseconds: number;
}

export interface RunOptions {
  /** goes on after a cell that fails */
  readonly allowErrors?: boolean;
  /** per cell; the cell is interrupted and counts as failed */
  readonly timeoutMs?: number;
  readonly onCellStart?: (cell: CellProgress) => void;
  readonly onCellEnd?: (outcome: CellOutcome) => void;
}

export interface CellFailure {
  /** 1-based, among the code cells that run */
  readonly cell: number;
  readonly source: string;
  readonly error: ErrorOutput;
}

const INTERRUPT_GRACE_MS = 5000;

/**
 * Runs the code cells top to bottom and puts outputs and counts into `notebook`, in place, so
 * that what was done is kept when a later cell fails or the kernel dies. Gives back the failures:
 * at most one unless errors are allowed. Cells tagged `raises-exception` may fail,
 * cells tagged `skip-execution` and empty cells do not run.
 */
export async function runNotebook(
  notebook: Notebook,
  client: KernelClient,
  options: RunOptions = {},
): Promise<CellFailure[]> {
  const { allowErrors = false, onCellStart, onCellEnd } = options;
  setLanguage(notebook, await client.kernelInfo());
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  for (const cell of cells) Object.assign(cell, { outputs: [], execution_count: null });
  const runnable = cells.filter(isRunnable);
  const failures: CellFailure[] = [];
  try {
    for (const [index, cell] of runnable.entries()) {
      const progress = { number: index + 1, total: runnable.length, source: cell.source };
      onCellStart?.(progress);
      const start = performance.now();
      const error = await runCell(cell, client, options.timeoutMs);
      const milliseconds = performance.now() - start;
      const isExpected = cellTags(cell).includes("raises-exception");
      const status = !error ? "ok" : isExpected ? "expected-error" : "error";
      onCellEnd?.({ ...progress, status, milliseconds });
      if (error && !isExpected) {
        failures.push({ cell: progress.number, source: cell.source, error });
        if (!allowErrors) break;
      }
    }
  } finally {
    for (const { outputs } of runnable) {
      for (const output of outputs) {
        if (output.output_type === "stream") output.text = settleTerminalText(output.text);
      }
    }
  }
  return failures;
}

async function runCell(
  cell: CodeCell,
  client: KernelClient,
  timeoutMs: number | undefined,
): Promise<ErrorOutput | undefined> {
  const running = client.execute(cell.source, {
    stopOnError: false,
    onOutput: (outputs) => {
      cell.outputs = outputs as CodeCell["outputs"]; // the live list: late output still arrives
    },
  });
  let isTimedOut = false;
  let insist: NodeJS.Timeout | undefined;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          isTimedOut = true;
          client.interrupt().catch(() => {}); // a dead kernel already rejects the cell
          insist = setTimeout(
            () => client.fail(new Error("the kernel did not stop the cell that ran out of time")),
            INTERRUPT_GRACE_MS,
          );
        }, timeoutMs);
  let result: ExecuteResult;
  try {
    result = await running;
  } finally {
    clearTimeout(timer);
    clearTimeout(insist);
  }
  const { reply, outputs } = result;
  cell.outputs = outputs;
  cell.execution_count = reply.execution_count;
  if (isTimedOut) {
    const evalue = `the cell ran longer than ${(timeoutMs ?? 0) / 1000} s`;
    return { output_type: "error", ename: "Timeout", evalue, traceback: [`Timeout: ${evalue}`] };
  }
  if (reply.status === "ok") return undefined;
  const { ename, evalue, traceback } = reply;
  return { output_type: "error", ename, evalue, traceback };
}

function isRunnable(cell: CodeCell): boolean {
  return cell.source.trim() !== "" && !cellTags(cell).includes("skip-execution");
}

function setLanguage({ metadata }: Notebook, { language_info }: KernelInfoReply): void {
  metadata.language_info = language_info;
  metadata.kernelspec ??= {
    name: "preplab",
    display_name: "TypeScript (preplab)",
    language: language_info.name,
  };
}
