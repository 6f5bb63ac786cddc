import type { MimeBundle } from "../display/mime-bundle.js";

/** Shows a bundle in one place of the notebook: the first time anew, then instead of what is there. */
export type Output = (bundle: MimeBundle, update: boolean) => unknown;

/** What the process runs in: somebody else's kernel, or none. */
export interface Host {
  openOutput(displayId: string): Output;
  /** Once, when the library is imported: lets results of cells look as `display` shows them. */
  welcome?(guest: Guest): void;
}

/** What a host may ask of the library. */
export interface Guest {
  /** Shows a result of a cell that would be plain text otherwise; false leaves it to the host. */
  showResult(value: unknown): boolean;
  /** whether it is what `display` returned, which is no result to be shown */
  isHandle(value: unknown): boolean;
  /** Resolves when all that was displayed so far has been handed over. */
  settled(): Promise<void>;
}
