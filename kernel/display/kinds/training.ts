import {
  durationText,
  type FitReport,
  metricText,
  stoppedText,
} from "../../../src/training/fit-report.js";
import type { Description } from "../description.js";
import { trendLine } from "../numbers/trend-line.js";
import { counted } from "../text/counted.js";
import { labelText } from "../text/label-text.js";

/** How a fit comes on, in two or three lines: a bar, the loss and its course, the metrics. */
export function describeTraining(report: FitReport): Description {
  const metrics = metricFacts(report);
  return {
    kind: "stack",
    items: [
      {
        kind: "progress",
        label: `epoch ${Math.max(1, report.epoch)}/${report.epochs}`,
        done: report.step,
        total: report.steps,
        facts: [
          ...(report.stepMs === undefined ? [] : [`${durationText(report.stepMs)}/step`]),
          ...timeFacts(report),
        ],
      },
      ...(metrics.length === 0 ? [] : [{ kind: "verbatim", text: metrics.join("  ") } as const]),
      ...(report.status === "stopped"
        ? [{ kind: "note", text: stoppedText(report) } as const]
        : report.status === "failed"
          ? [{ kind: "note", text: "ended by an error" } as const]
          : []),
    ],
  };
}

function timeFacts({ status, elapsedMs, remainingMs, totalSteps }: FitReport): string[] {
  if (status === "running") {
    return remainingMs === undefined ? [] : [`${durationText(remainingMs)} left`];
  }
  return [`${counted(totalSteps, "step")} in ${durationText(elapsedMs)}`];
}

function metricFacts({ metrics, losses }: FitReport): string[] {
  return Object.entries(metrics).map(([name, value]) => {
    const trend = name === "loss" && losses.length > 1 ? ` ${trendLine(losses)}` : "";
    return `${labelText(name)} ${metricText(value)}${trend}`;
  });
}
