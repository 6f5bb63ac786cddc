/** A request waiting to be executed. */
export interface QueuedRequest {
  /** the cell's text */
  readonly code: string;
  /**
   * Runs and answers the request. One that failed, and asked for it, calls `waiting.take` right before
   * its reply leaves and gives back what that returned: those requests are aborted.
   */
  execute(waiting: WaitingRequests): Promise<readonly QueuedRequest[]>;
  /** answers the request without running it */
  abort(): void;
}

/** The requests behind the one that is executed. */
export interface WaitingRequests {
  take(): QueuedRequest[];
  /** the next cell's text */
  next(): string | undefined;
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
  const behind: WaitingRequests = {
    take: () => waiting.splice(0),
    next: () => waiting[0]?.code,
  };
  let isRunning = false;

  const drain = async () => {
    if (isRunning) return;
    isRunning = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const request of await next.execute(behind)) request.abort();
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
