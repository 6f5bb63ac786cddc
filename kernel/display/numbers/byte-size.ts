const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A number of bytes in binary units: 393216 is `384 KiB`. */
export function byteSize(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  const digits = amount >= 100 || unit === 0 ? 0 : 1;
  return `${Number(amount.toFixed(digits))} ${UNITS[unit]}`;
}
