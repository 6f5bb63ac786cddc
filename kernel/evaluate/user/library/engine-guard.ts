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
export function engineGuard(engine: { readonly state: object }): EngineGuard {
  const current = () => engine.state as EngineState; // not in the types of tfjs
  // scopes that earlier cells opened by hand
  let scopes = 0;
  return {
    remember: () => {
      scopes = current().scopeStack.length;
    },
    restore: () => {
      const state = current();
      state.gradientDepth = 0;
      state.kernelDepth = 0;
      state.activeTape = null;
      state.numDataMovesStack.length = 0;
      state.profiling = false;
      state.scopeStack.length = Math.min(state.scopeStack.length, scopes);
      state.activeScope = state.scopeStack.at(-1) ?? null;
    },
  };
}
