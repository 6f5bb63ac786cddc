interface Engine {
  readonly state: { registeredVariables: Record<string, object> };
}

/**
 * tfjs holds on to every variable by its name, and so to the weights of each model that a cell made
 * before it was run again. What nobody else can reach is of no use to it: here it is held weakly.
 */
export function holdVariablesWeakly({ state }: Engine): void {
  const held = new Map<string | symbol, WeakRef<object>>();
  const find = (name: string | symbol) => held.get(name)?.deref();
  for (const [name, variable] of Object.entries(state.registeredVariables)) {
    held.set(name, new WeakRef(variable));
  }
  state.registeredVariables = new Proxy<Record<string, object>>(
    {},
    {
      get: (_, name) => find(name),
      has: (_, name) => find(name) !== undefined,
      set: (_, name, variable: object) => {
        held.set(name, new WeakRef(variable));
        return true;
      },
      deleteProperty: (_, name) => {
        held.delete(name);
        return true;
      },
      ownKeys: () => {
        for (const name of held.keys()) if (find(name) === undefined) held.delete(name);
        return [...held.keys()];
      },
      getOwnPropertyDescriptor: (_, name) => {
        const value = find(name);
        return value && { value, writable: true, enumerable: true, configurable: true };
      },
    },
  );
}
