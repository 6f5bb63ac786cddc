/** presses of the stop button closer than this are one */
const DOUBLE_MS = 400;
/** after this long without effect the user is told what a second interrupt would do */
const UNHEARD_MS = 3000;
/** how long a run that was interrupted twice may go on */
const GRACE_MS = 2000;
/** the same while a training step may be at work: ending it would lose the model */
const STEP_GRACE_MS = 10_000;

const UNHEARD =
  "The cell has not stopped yet: it is inside of native code, which cannot be cut short. " +
  "Interrupt it again to restart its process; all variables would be lost.\n";

export interface StopEscalation {
  began(): void;
  ended(): void;
  interrupted(): void;
  /** the interrupt at hand waits for a training step to end */
  honoured(): void;
}

export interface EscalationOptions {
  readonly onUnheard: (text: string) => void;
  readonly onUnstoppable: () => void;
}

/**
 * Decides when to give up on a run that will not stop. One interrupt never ends its process, however
 * long the run takes; a second one does after a grace, unless it has ended by then.
 */
export function createStopEscalation(options: EscalationOptions): StopEscalation {
  const { onUnheard, onUnstoppable } = options;
  let isRunning = false;
  let asked = 0;
  let lastAsked = 0;
  let isTraining = false;
  let unheard: NodeJS.Timeout | undefined;
  let unstoppable: NodeJS.Timeout | undefined;

  const reset = () => {
    clearTimeout(unheard);
    clearTimeout(unstoppable);
    unstoppable = undefined;
    asked = 0;
    isTraining = false;
  };

  return {
    began: () => {
      reset();
      isRunning = true;
    },
    ended: () => {
      reset();
      isRunning = false;
    },
    honoured: () => {
      isTraining = true;
      clearTimeout(unheard);
    },
    interrupted: () => {
      if (!isRunning) return;
      const now = performance.now();
      if (asked > 0 && now - lastAsked < DOUBLE_MS) return;
      lastAsked = now;
      asked++;
      if (asked === 1) {
        unheard = setTimeout(() => onUnheard(UNHEARD), UNHEARD_MS);
        return;
      }
      clearTimeout(unheard);
      const isStepHonoured = isTraining && asked === 2;
      if (!isTraining && unstoppable !== undefined) return;
      clearTimeout(unstoppable);
      unstoppable = setTimeout(onUnstoppable, isStepHonoured ? STEP_GRACE_MS : GRACE_MS);
    },
  };
}
