let work: Promise<unknown> | undefined;

/**
 * Answers the message that is being handled once some work is done. Front ends send the next change of a
 * widget after the answer to the last, so that they send no more than can be worked off.
 */
export function answerAfter(promise: Promise<unknown>): void {
  work = promise;
}

export function answerOwed(): Promise<unknown> | undefined {
  return work;
}

export function forgetAnswer(): void {
  work = undefined;
}
