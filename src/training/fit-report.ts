export type FitStatus = "running" | "finished" | "stopped" | "failed";

export type Metrics = Readonly<Record<string, number>>;

/** How far a call of `fit` or `fitDataset` has come. */
export interface FitReport {
  readonly status: FitStatus;
  /** counted from 1; 0 before the first */
  readonly epoch: number;
  readonly epochs: number;
  /** steps done in this epoch */
  readonly step: number;
  /** steps of an epoch; undefined while nobody knows them, as in the first epoch over a generator */
  readonly steps: number | undefined;
  readonly totalSteps: number;
  /** means over the steps of this epoch, and validation metrics of the latest epoch that has them */
  readonly metrics: Metrics;
  /** the loss in the course of the fit, thinned out to a few hundred points */
  readonly losses: readonly number[];
  readonly elapsedMs: number;
  /** mean of this epoch; undefined before its first step */
  readonly stepMs: number | undefined;
  /** what the rest takes at the pace so far; undefined when it cannot be told */
  readonly remainingMs: number | undefined;
}

/** Where a fit stopped: `stopped at epoch 2, step 17 of 40; the model keeps what it learned`. */
export function stoppedText({ epoch, step, steps, totalSteps }: FitReport): string {
  if (totalSteps === 0) return "stopped before the first step; the model is as it was";
  const place = steps === undefined ? `step ${step}` : `step ${step} of ${steps}`;
  return `stopped at epoch ${epoch}, ${place}; the model keeps what it learned`;
}

/** A report in one line: `epoch 2/5, step 17/40, 12 ms/step, loss: 0.6931, acc: 0.5125`. */
export function fitLine({ epoch, epochs, step, steps, stepMs, metrics }: FitReport): string {
  return [
    `epoch ${epoch}/${epochs}`,
    steps === undefined ? `step ${step}` : `step ${step}/${steps}`,
    ...(stepMs === undefined ? [] : [`${durationText(stepMs)}/step`]),
    ...Object.entries(metrics).map(([name, value]) => `${name}: ${metricText(value)}`),
  ].join(", ");
}

/** A loss or metric as Keras prints it: four decimals, a power of ten below 0.001. */
export function metricText(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(4) : value.toFixed(4);
}

/** A time in the unit that suits it: `840 µs`, `12 ms`, `3.2 s`, `4:05`, `1:02:09`. */
export function durationText(ms: number): string {
  if (ms === 0) return "0 s";
  if (ms < 1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 999.5) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (count: number) => String(count).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
