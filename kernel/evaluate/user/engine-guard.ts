/** The part of tfjs's engine that tells what is under way. */
interface EngineState {
  gradientDepth: number;
  kernelDepth: number;
  activeTape: unknown;
  activeScope: unknown;
  scopeStack: unknown[];
  numDataMovesStack: number[];
  profiling: boolean;
}

export interface EngineGuard {
  remember(): void;
  restore(): void;
}

/**
 * Code that is terminated runs no `finally`: without a remedy tfjs would go on recording gradients and
 * believe itself inside of a `tidy` for ever. Its tensors are left to the garbage collector, since
 * variables may still hold some.
 */
export function engineGuard({ state }: { readonly state: object }): EngineGuard {
  const engine = state as EngineState; // not in the types of tfjs
  // scopes that earlier cells opened by hand
  let scopes = 0;
  return {
    remember: () => {
      scopes = engine.scopeStack.length;
    },
    restore: () => {
      engine.gradientDepth = 0;
      engine.kernelDepth = 0;
      engine.activeTape = null;
      engine.numDataMovesStack.length = 0;
      engine.profiling = false;
      engine.scopeStack.length = Math.min(engine.scopeStack.length, scopes);
      engine.activeScope = engine.scopeStack.at(-1) ?? null;
    },
  };
}
