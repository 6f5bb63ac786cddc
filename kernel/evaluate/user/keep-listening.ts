type Listener = (value: unknown) => void;

/**
 * Listens to events of `process`, also after a cell has removed all listeners: without those for
 * errors, the first rejection that nobody handles would end the process.
 */
export function keepListening(listeners: Readonly<Record<string, Listener>>): void {
  const { nextTick } = process;
  const emitter: NodeJS.EventEmitter = process;
  const attach = () => {
    for (const [event, listener] of Object.entries({ ...listeners, removeListener: onRemoval })) {
      if (!emitter.listeners(event).includes(listener)) emitter.on(event, listener);
    }
  };
  // what is added while listeners are being removed would go with them
  const onRemoval = () => nextTick(attach);
  attach();
}
