import type { Scalar } from "@tensorflow/tfjs";
import { type FitReport, type FitStatus, type Metrics, stoppedText } from "./fit-report.js";

/** What tfjs hands to callbacks: numbers, or scalars that are still its own. */
export type FitLogs = Readonly<Record<string, number | Scalar>>;

export interface FitPlan {
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly steps: number | undefined;
}

/** Thrown out of `fit` when it was asked to stop. */
export class FitStopped extends Error {
  override readonly name = "FitStopped";

  constructor(readonly report: FitReport) {
    super(`fit: ${stoppedText(report)}`);
  }
}

const MOST_LOSSES = 256;
const NOT_METRICS = new Set(["batch", "size"]);

/** Keeps count of one call of `fit` or `fitDataset`. */
export class RunningFit {
  /** 0: silent, 1: a progress bar, 2: one line per epoch */
  verbose = 1;
  stopAsked = false;
  private status: FitStatus = "running";
  private plan: FitPlan = { epochs: 1, initialEpoch: 0, steps: undefined };
  private epoch = 0;
  private step = 0;
  private totalSteps = 0;
  private readonly begun = performance.now();
  private epochBegun = this.begun;
  private ended = this.begun;
  private seen = 0;
  private sums: Record<string, number> = {};
  private metrics: Metrics = {};
  private losses: number[] = [];
  private lossEvery = 1;

  beginTraining(plan: FitPlan, verbose: number): void {
    this.plan = plan;
    this.verbose = verbose;
  }

  /** `epoch` counts from 0 */
  beginEpoch(epoch: number): void {
    this.epoch = epoch + 1;
    this.step = 0;
    this.seen = 0;
    this.sums = {};
    this.epochBegun = performance.now();
  }

  endStep(logs: FitLogs): void {
    this.step++;
    this.totalSteps++;
    if (this.verbose !== 1) return;
    const size = numberOf(logs.size ?? 1);
    this.seen += size;
    for (const [name, value] of metricEntries(logs)) {
      this.sums[name] = (this.sums[name] ?? 0) + value * size;
      if (name === "loss") this.addLoss(value);
    }
    const means = Object.entries(this.sums).map(([name, sum]) => [name, sum / this.seen]);
    this.metrics = { ...this.metrics, ...Object.fromEntries(means) };
  }

  endEpoch(logs: FitLogs): void {
    if (this.plan.steps === undefined) this.plan = { ...this.plan, steps: this.step };
    if (this.verbose > 0) {
      this.metrics = { ...this.metrics, ...Object.fromEntries(metricEntries(logs)) };
    }
  }

  end(status: FitStatus): void {
    this.status = status;
    this.ended = performance.now();
  }

  report(): FitReport {
    const now = this.status === "running" ? performance.now() : this.ended;
    const { epochs, initialEpoch, steps } = this.plan;
    const elapsedMs = now - this.begun;
    const left = steps === undefined ? undefined : (epochs - initialEpoch) * steps;
    return {
      status: this.status,
      epoch: this.epoch,
      epochs,
      step: this.step,
      steps,
      totalSteps: this.totalSteps,
      metrics: this.metrics,
      losses: this.losses,
      elapsedMs,
      stepMs: this.step === 0 ? undefined : (now - this.epochBegun) / this.step,
      remainingMs:
        left === undefined || this.totalSteps === 0
          ? undefined
          : (elapsedMs / this.totalSteps) * Math.max(0, left - this.totalSteps),
    };
  }

  private addLoss(loss: number): void {
    if (this.totalSteps % this.lossEvery !== 0) return;
    this.losses.push(loss);
    if (this.losses.length < MOST_LOSSES) return;
    this.losses = this.losses.filter((_, i) => i % 2 === 1);
    this.lossEvery *= 2;
  }
}

function metricEntries(logs: FitLogs): [string, number][] {
  return Object.entries(logs)
    .filter(([name]) => !NOT_METRICS.has(name))
    .map(([name, value]) => [name, numberOf(value)]);
}

function numberOf(value: number | Scalar): number {
  return typeof value === "number" ? value : (value.dataSync()[0] ?? Number.NaN);
}
