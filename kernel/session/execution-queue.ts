/** A request waiting to be executed. */
export interface QueuedRequest {
  execute(): Promise<{ readonly failed: boolean; readonly stopOnError: boolean }>;
  /** answers the request without running it */
  abort(): void;
}

export interface ExecutionQueue {
  add(request: QueuedRequest): void;
}

/**
 * Runs requests strictly one after another. When one fails that asked for it, those that came in
 * before its reply are aborted; no timer guesses which.
 */
export function createExecutionQueue(): ExecutionQueue {
  const waiting: QueuedRequest[] = [];
  let _running: Promise<void> | undefined;

  const drain = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { failed, stopOnError } = await next.execute();
      if (failed && stopOnError) abortAll();
    }
    _running = undefined;
  };

  const abortAll = () => {
    for (const request of waiting.splice(0)) request.abort();
  };

  return {
    add: (request) => {
      waiting.push(request);
      _running ??= drain();
    },
  };
}
