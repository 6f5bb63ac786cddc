/** The place of one element among all: turns are over in order, whenever each of them is finished. */
export class Turn {
  #before: Turn | null;
  #isFinished = false;
  #isOver = false;
  #announce: () => void = () => {};
  /** Resolves when this turn and all before it are over. */
  readonly over: Promise<void>;

  constructor(before: Turn | null) {
    this.#before = before;
    this.over = new Promise((resolve) => {
      this.#announce = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What has to be over first; null when it is this one's turn. */
  get waitsFor(): Promise<void> | null {
    if (this.#before?.isOver) this.#before = null;
    return this.#before?.over ?? null;
  }

  /** The element is done with what has to happen in order. */
  finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    const wait = this.waitsFor;
    if (wait === null) this.#end();
    else void wait.then(() => this.#end());
  }

  #end(): void {
    this.#before = null;
    this.#isOver = true;
    this.#announce();
  }
}
