export type Listener = (...args: never[]) => unknown;

/** Who is called back at what. */
export interface Listeners {
  add(event: string, listener: Listener): void;
  /** without a listener all of the event, without an event all */
  remove(event?: string, listener?: Listener): void;
  /** Calls every listener of these events, also after one has thrown; gives what they returned, or throws the first error. */
  call(events: readonly (readonly [event: string, ...args: unknown[]])[]): readonly unknown[];
}

export function createListeners(): Listeners {
  const byEvent = new Map<string, Set<Listener>>();
  return {
    add: (event, listener) => {
      if (typeof listener !== "function") {
        throw new TypeError(`widget: a listener must be a function. Received: ${typeof listener}`);
      }
      byEvent.set(event, (byEvent.get(event) ?? new Set()).add(listener));
    },
    remove: (event, listener) => {
      if (event === undefined) byEvent.clear();
      else if (listener === undefined) byEvent.delete(event);
      else byEvent.get(event)?.delete(listener);
    },
    call: (events) => {
      const results: unknown[] = [];
      const errors: unknown[] = [];
      for (const [event, ...args] of events) {
        for (const listener of [...(byEvent.get(event) ?? [])]) {
          try {
            results.push((listener as (...args: unknown[]) => unknown)(...args)); // as its event says
          } catch (error) {
            errors.push(error);
          }
        }
      }
      if (errors.length > 0) throw errors[0];
      return results;
    },
  };
}
