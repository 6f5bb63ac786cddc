const INTERVAL_MS = 1000;

/** Calls back once the process that started the kernel is gone, so that no kernel is left behind. */
export function watchParent(onGone: () => void): void {
  const declared = Number(process.env.JPY_PARENT_PID);
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent || (declared > 0 && !isAlive(declared))) {
      clearInterval(timer);
      onGone();
    }
  }, INTERVAL_MS);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // another user's process is alive, too
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
