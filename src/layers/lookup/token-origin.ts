import type { LookupTable } from "./lookup-table.js";

/** Where the table is kept: on what identifies a tensor's data, which its reshaped copies share. */
const TOKENS = Symbol.for("preplab.tokens");

/** Notes that the integers of a tensor are indices of a table, so that a display can name their tokens. */
export function rememberTokens(output: unknown, table: LookupTable): void {
  if (typeof output !== "object" || output === null) return;
  const { dataId, dtype } = output as { dataId?: unknown; dtype?: unknown };
  if (dtype !== "int32" || typeof dataId !== "object" || dataId === null) return;
  Object.defineProperty(dataId, TOKENS, { value: table, configurable: true, enumerable: false });
}
