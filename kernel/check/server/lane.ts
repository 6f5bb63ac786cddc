export type Lane = <Result>(job: () => Promise<Result>) => Promise<Result>;

/** Runs jobs one after the other. */
export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job);
    last = next.catch(() => {});
    return next;
  };
}
