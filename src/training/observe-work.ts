/** What work is counted in. */
export type WorkUnit = "batch" | "byte";

/** Follows one piece of work that may take long: adapting to a stream, a download. */
export interface WorkView {
  /** how much is done so far, of how much if that is known */
  update(done: number, total?: number): void;
  /** once, however it ended */
  end(): void;
}

/** Who shows how such work comes on. */
export interface WorkObserver {
  begin(label: string, unit: WorkUnit): WorkView;
}

const nobody: WorkView = { update() {}, end() {} };
let observer: WorkObserver = { begin: () => nobody };

/** By default nobody watches. */
export function setWorkObserver(next: WorkObserver): void {
  observer = next;
}

export function beginWork(label: string, unit: WorkUnit): WorkView {
  return observer.begin(label, unit);
}
