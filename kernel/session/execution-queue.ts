/** A request waiting to be executed. */
export interface QueuedRequest {
  /**
   * Runs and answers the request. One that failed, and asked for it, calls `takeWaiting` right before
   * its reply leaves and gives back what that returned: those requests are aborted.
   */
  execute(takeWaiting: () => QueuedRequest[]): Promise<readonly QueuedRequest[]>;
  /** answers the request without running it */
  abort(): void;
}

export interface ExecutionQueue {
  add(request: QueuedRequest): void;
}

/**
 * Runs requests strictly one after another. Aborted is what came in before the reply of a request
 * that failed, never what a client sends once it has seen that reply; no timer guesses which.
 */
export function createExecutionQueue(): ExecutionQueue {
  const waiting: QueuedRequest[] = [];
  const takeWaiting = () => waiting.splice(0);
  let isRunning = false;

  const drain = async () => {
    if (isRunning) return;
    isRunning = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const request of await next.execute(takeWaiting)) request.abort();
    }
    isRunning = false;
  };

  return {
    add: (request) => {
      waiting.push(request);
      void drain();
    },
  };
}
