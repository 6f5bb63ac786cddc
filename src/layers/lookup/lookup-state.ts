import { received } from "../../received.js";
import type { Token, TokenCounts } from "./token-counter.js";

/**
 * What a lookup layer learnt, as plain data that survives JSON. Counts from `adapt` add up, so that layers
 * adapted on shards merge into the layer adapted on all; a vocabulary that was given has none.
 */
export type LookupState<T extends Token = Token> =
  | ({ readonly kind: "lookup"; readonly version: 1; readonly source: "adapt" } & TokenCounts<T>)
  | {
      readonly kind: "lookup";
      readonly version: 1;
      readonly source: "vocabulary";
      /** Tokens in index order, without the special ones. */
      readonly tokens: readonly T[];
      /** Weights of the special tokens and the tokens in the mode `tf_idf`, else null. */
      readonly idfWeights: readonly number[] | null;
    };

/** Checks a state that came from outside. Throws, naming `owner`, when it is none of this version. */
export function readLookupState<T extends Token>(
  owner: string,
  state: unknown,
  isToken: (token: unknown) => token is T,
): LookupState<T> {
  const candidate = state as Partial<Record<string, unknown>> | null | undefined; // checked field by field
  if (candidate?.kind !== "lookup" || candidate.version !== 1) {
    throw new Error(
      `${owner}: expected the state of a lookup layer, version 1. Received: ${received(state)}`,
    );
  }
  const { source, tokens, counts, documentCounts, documents, idfWeights } = candidate;
  const fits = (values: unknown): boolean =>
    Array.isArray(values) && Array.isArray(tokens) && values.length === tokens.length;
  const isComplete =
    source === "adapt"
      ? fits(counts) &&
        (documentCounts === null || fits(documentCounts)) &&
        Number.isInteger(documents)
      : source === "vocabulary" && (idfWeights === null || Array.isArray(idfWeights));
  if (isComplete && Array.isArray(tokens) && tokens.every(isToken)) {
    return state as LookupState<T>; // every field was checked
  }
  throw new Error(`${owner}: the state of a lookup layer is damaged. Received: ${received(state)}`);
}
