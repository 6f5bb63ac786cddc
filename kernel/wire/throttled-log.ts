const INTERVAL_MS = 1000;
const LONGEST_LINE = 300;

/**
 * Passes at most one line a second to `write`, so that a flood of bad frames stays readable.
 * The next line that passes tells how many were held back.
 */
export function createThrottledLog(
  write: (line: string) => void,
  now: () => number = () => performance.now(),
): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  let heldBack = 0;
  return (line) => {
    if (now() - last < INTERVAL_MS) {
      heldBack += 1;
      return;
    }
    const more = heldBack === 0 ? "" : ` (${heldBack} more held back)`;
    // what a stranger sends may hold line breaks and escape sequences
    const printable = line.replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, LONGEST_LINE);
    last = now();
    heldBack = 0;
    write(`${printable}${more}`);
  };
}
