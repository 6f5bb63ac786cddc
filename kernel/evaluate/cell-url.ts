export const CELL_SCHEME = "preplab-cell:";

/** What V8 knows a run's script by. */
export function cellUrl(run: number): string {
  return `${CELL_SCHEME}${run}`;
}
