import { chainAt } from "../../cell/typed-place.js";
import type { Checker, Hover } from "../../check/checker.js";
import type { LivePlace, LiveValue } from "../../evaluate/live-value.js";
import type { CellSources } from "../cells/cell-sources.js";
import type { Explanation } from "../explain/explanation.js";

export interface InspectionSources {
  readonly checker: Pick<Checker, "hover">;
  readonly look: (place: LivePlace) => Promise<LiveValue | undefined>;
  readonly sources: Pick<CellSources, "sourceOf">;
}

/** Signature and documentation; in detail also how a cell wrote it, or what it holds now. */
export async function inspectCell(
  { checker, look, sources }: InspectionSources,
  code: string,
  offset: number,
  inDetail: boolean,
): Promise<Explanation | undefined> {
  const chain = chainAt(code, offset);
  const [hover, value] = await Promise.all([
    checker.hover(code, offset),
    inDetail && chain !== undefined ? look(chain) : undefined,
  ]);
  const source = inDetail && chain?.path.length === 0 ? sources.sourceOf(chain.root) : undefined;
  const known: Hover | undefined = hover ?? knownByValue(chain, value);
  if (known === undefined) return undefined;
  const isValue = value !== undefined && value.type !== "function" && value.type !== "class";
  return {
    ...known,
    ...(source === undefined ? {} : { source }),
    ...(isValue && source === undefined ? { value: value.preview } : {}),
  };
}

/** What no type tells of, such as a property of parsed JSON. */
function knownByValue(
  chain: LivePlace | undefined,
  value: LiveValue | undefined,
): Hover | undefined {
  if (chain === undefined || value === undefined) return undefined;
  const name = chain.path.at(-1) ?? chain.root;
  return { signature: `${name}: ${value.type}`, documentation: "" };
}
