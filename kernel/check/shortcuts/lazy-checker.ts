import type { Checker } from "../checker.js";
import { isSelfEvident } from "./self-evident.js";

/** A checker whose code is loaded once it is started or first asked: the kernel answers before that. */
export function createLazyChecker(load: () => Promise<Checker>): Checker {
  let checker: Checker | undefined;
  let disposed = false;
  let loading: Promise<Checker> | undefined;
  const ready = () => {
    loading ??= load().then((loaded) => {
      checker = loaded;
      if (disposed) loaded.dispose();
      return loaded;
    });
    return loading;
  };
  return {
    start: () => void ready().then((loaded) => loaded.start()),
    check: async (cell) => (isSelfEvident(cell) ? [] : (await ready()).check(cell)),
    checkAhead: (cell) => {
      if (!isSelfEvident(cell)) void ready().then((loaded) => loaded.checkAhead(cell));
    },
    // before anything was loaded there is nobody to forget
    reset: () => void loading?.then((loaded) => loaded.reset()),
    commit: (cell) => {
      const leavesNothing = isSelfEvident(cell) && cell.declarations.length === 0;
      if (!leavesNothing) void ready().then((loaded) => loaded.commit(cell));
    },
    complete: async (code, offset) => (await ready()).complete(code, offset),
    hover: async (code, offset) => (await ready()).hover(code, offset),
    dispose: () => {
      disposed = true;
      checker?.dispose();
    },
  };
}
