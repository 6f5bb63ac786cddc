import type * as tfjs from "@tensorflow/tfjs";
import type { LayersModel } from "@tensorflow/tfjs";
import { terminalProgress } from "./progress-lines.js";
import { type FitLogs, FitStopped, RunningFit } from "./running-fit.js";

/** Follows one fit. */
export interface FitView {
  /** after the first news, every step and every epoch */
  update(moment: "begin" | "step" | "epoch"): void;
  /** waited for before the first step, and ten times a second at most between steps */
  turn?(): Promise<void>;
  /** once, however it ended */
  end(): void;
}

/** Who shows the progress of fits, and may stop them. */
export interface FitObserver {
  begin(fit: RunningFit): FitView;
  /** asked after every step */
  shouldStop?(): boolean;
}

type Fit = (this: LayersModel, ...args: never[]) => Promise<tfjs.History>;

/** what tfjs declares as protected or leaves out of its types */
interface Internals {
  isTraining: boolean;
}
interface CallbackParams {
  readonly epochs?: number | null;
  readonly initialEpoch?: number | null;
  readonly samples?: number | null;
  readonly batchSize?: number | null;
  readonly steps?: number | null;
  readonly verbose?: number | null;
}

/** how often timers, messages and garbage collection get a turn in the middle of an epoch */
const TURN_MS = 100;

interface Entry {
  readonly fit: RunningFit;
  readonly view: FitView;
}

const running = new Map<LayersModel, Entry>();
const observed = new WeakSet<object>();
let observer: FitObserver = terminalProgress();

/** Puts another observer in the place of the one that prints lines to a terminal. */
export function setFitObserver(next: FitObserver): void {
  observer = next;
}

/** Asks every running fit to stop after its step; returns how many there are. */
export function stopFits(): number {
  for (const { fit } of running.values()) fit.stopAsked = true;
  return running.size;
}

/** Ends fits whose code was cut off and will never go on, so that their models can be trained again. */
export function abandonFits(): readonly FitStopped[] {
  return [...running].map(([model, { fit, view }]) => {
    fit.end("stopped");
    (model as unknown as Internals).isTraining = false; // protected
    running.delete(model);
    view.end();
    return new FitStopped(fit.report());
  });
}

/**
 * Lets every `fit` and `fitDataset` of tfjs, of whatever kind of model, be followed and stopped. A fit
 * that is asked to stop throws `FitStopped` after its step and leaves a model that can be trained on.
 */
export function observeFits(tf: typeof tfjs): void {
  if (observed.has(tf.LayersModel)) return;
  observed.add(tf.LayersModel);
  const prototype = tf.LayersModel.prototype as unknown as Record<"fit" | "fitDataset", Fit>; // assigned to by name
  for (const name of ["fit", "fitDataset"] as const) prototype[name] = observing(prototype[name]);

  class FitCallback extends tf.Callback {
    private plan: CallbackParams = {};
    private entry: Entry | undefined;
    private lastTurn = performance.now();

    override setParams(params: CallbackParams & tfjs.CallbackList["callbacks"][0]["params"]): void {
      super.setParams(params);
      this.plan = params;
    }

    override async onTrainBegin(): Promise<void> {
      const { epochs, initialEpoch, samples, batchSize, steps, verbose } = this.plan;
      const counted = samples != null && batchSize != null ? Math.ceil(samples / batchSize) : null;
      this.entry = running.get(this.model as LayersModel);
      // whoever goes around `fit` trains unobserved
      if (this.entry === undefined) return;
      const { fit, view } = this.entry;
      const plan = {
        epochs: epochs ?? 1,
        initialEpoch: initialEpoch ?? 0,
        steps: steps ?? counted ?? undefined,
      };
      fit.beginTraining(plan, Number(verbose ?? 1));
      view.update("begin");
      await view.turn?.();
    }

    override async onEpochBegin(epoch: number): Promise<void> {
      this.current()?.fit.beginEpoch(epoch);
    }

    override async onBatchBegin(): Promise<void> {
      this.current();
    }

    override async onBatchEnd(_batch: number, logs: FitLogs): Promise<void> {
      const entry = this.current();
      if (entry === undefined) return;
      entry.fit.endStep(logs);
      entry.view.update("step");
      if (performance.now() - this.lastTurn >= TURN_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        await entry.view.turn?.();
        this.lastTurn = performance.now();
      }
      this.stopIfAsked(logs);
    }

    override async onEpochEnd(_epoch: number, logs: FitLogs): Promise<void> {
      const entry = this.current();
      entry?.fit.endEpoch(logs);
      entry?.view.update("epoch");
      this.stopIfAsked({});
    }

    /** Throws when this fit was abandoned and yet goes on: its data came late, perhaps while another runs. */
    private current(): Entry | undefined {
      const { entry } = this;
      if (entry === undefined || running.get(this.model as LayersModel) === entry) return entry;
      throw new FitStopped(entry.fit.report());
    }

    private stopIfAsked(logs: FitLogs): void {
      const fit = this.current()?.fit;
      if (fit === undefined || !(fit.stopAsked || observer.shouldStop?.() === true)) return;
      fit.stopAsked = true;
      tf.dispose(Object.values(logs).filter((value) => typeof value !== "number"));
      throw new FitStopped(fit.report());
    }
  }
  // 0: at every verbosity
  tf.registerCallbackConstructor(0, FitCallback as never); // its parameters are typed more closely
}

function observing(original: Fit): Fit {
  return async function (this: LayersModel, ...args) {
    // it will be refused, and the fit that runs is not to be mistaken for it
    if (running.has(this)) return original.apply(this, args);
    const fit = new RunningFit();
    const entry: Entry = { fit, view: observer.begin(fit) };
    running.set(this, entry);
    try {
      const history = await original.apply(this, args);
      fit.end("finished");
      return history;
    } catch (error) {
      fit.end(error instanceof FitStopped ? "stopped" : "failed");
      if (error instanceof FitStopped) await this.history?.syncData();
      throw error;
    } finally {
      if (running.get(this) === entry) {
        running.delete(this);
        entry.view.end();
      }
    }
  };
}
