export interface FrameSink {
  send(frames: Uint8Array[]): Promise<void>;
}

/** Sends in the order of `push`, one at a time. */
export interface SendQueue {
  push(frames: Uint8Array[]): void;
  /** resolves when everything pushed so far was handed to the socket, or failed */
  drain(): Promise<void>;
}

/**
 * A ZeroMQ socket goes asynchronous at its 512th unawaited send and then throws EBUSY,
 * which loses messages; one promise chain per socket never has two sends under way.
 */
export function createSendQueue(sink: FrameSink, onError: (error: unknown) => void): SendQueue {
  let tail = Promise.resolve();
  return {
    push(frames) {
      tail = tail.then(() => sink.send(frames)).catch(onError);
    },
    drain: () => tail,
  };
}
