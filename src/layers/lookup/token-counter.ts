import { compareUtf8 } from "../../ops/utf8.js";

/** What a lookup layer tells apart. */
export type Token = string | number;

/** The counts of a `TokenCounter` as plain data. */
export interface TokenCounts<T extends Token> {
  /** Every token seen, in the order of first sight. */
  readonly tokens: readonly T[];
  /** How often each was seen. */
  readonly counts: readonly number[];
  /** In how many documents each was seen; null when documents were not told apart. */
  readonly documentCounts: readonly number[] | null;
  /** How many documents there were; 0 when documents were not told apart. */
  readonly documents: number;
}

/** The index of each token of a vocabulary; undefined for others. */
export interface TokenIndices<T extends Token> {
  get(token: T): number | undefined;
}

const FIRST_CAPACITY = 1024;

/** Counts tokens, and the documents they occur in when asked to. Counters add up: shards make the whole. */
export class TokenCounter<T extends Token> {
  readonly #numbers = new Map<T, number>();
  readonly #tokens: T[] = [];
  #counts = new Float64Array(FIRST_CAPACITY);
  #documentCounts: Float64Array | null;
  #lastDocument: Float64Array | null;
  #documents = 0;
  #total = 0;

  constructor(countsDocuments: boolean) {
    this.#documentCounts = countsDocuments ? new Float64Array(FIRST_CAPACITY) : null;
    this.#lastDocument = countsDocuments ? new Float64Array(FIRST_CAPACITY) : null;
  }

  /** How many different tokens were seen. */
  get size(): number {
    return this.#tokens.length;
  }

  /** How many tokens were seen, repeated ones included. */
  get total(): number {
    return this.#total;
  }

  /** How many documents there were; 0 when documents are not told apart. */
  get documents(): number {
    return this.#documents;
  }

  /** Counts the tokens of one document, those from `start` to before `end`. */
  addDocument(tokens: ArrayLike<T>, start = 0, end = tokens.length): void {
    this.#total += end - start;
    if (this.#documentCounts !== null) this.#documents++;
    for (let i = start; i < end; i++) {
      const token = tokens[i]!;
      let number = this.#numbers.get(token);
      if (number === undefined) number = this.#add(token);
      this.#counts[number]!++;
      if (this.#lastDocument === null || this.#lastDocument[number] === this.#documents) continue;
      this.#lastDocument[number] = this.#documents;
      this.#documentCounts![number]!++;
    }
  }

  /** Adds what another counter saw. */
  merge(other: TokenCounts<T>): void {
    const numbers = other.tokens.map((token) => this.#numbers.get(token) ?? this.#add(token));
    numbers.forEach((number, i) => {
      this.#counts[number]! += other.counts[i]!;
      if (this.#documentCounts !== null) {
        this.#documentCounts[number]! += other.documentCounts?.[i] ?? 0;
      }
    });
    this.#total += other.counts.reduce((sum, count) => sum + count, 0);
    if (this.#documentCounts !== null) this.#documents += other.documents;
  }

  /** How often a token was seen. */
  count(token: T): number {
    const number = this.#numbers.get(token);
    return number === undefined ? 0 : this.#counts[number]!;
  }

  /** In how many documents a token was seen; 0 when documents are not told apart. */
  documentCount(token: T): number {
    const number = this.#numbers.get(token);
    return number === undefined ? 0 : (this.#documentCounts?.[number] ?? 0);
  }

  /**
   * The `limit` most frequent tokens without those in `reserved`: by count, then by token, both from high to
   * low. Strings compare by their UTF-8 bytes.
   */
  ranked(reserved: ReadonlySet<T>, limit: number): T[] {
    const byCount = new Map<number, T[]>();
    this.#tokens.forEach((token, number) => {
      if (reserved.has(token)) return;
      const count = this.#counts[number]!;
      const tied = byCount.get(count);
      if (tied === undefined) byCount.set(count, [token]);
      else tied.push(token);
    });
    const ranked: T[] = [];
    for (const count of [...byCount.keys()].sort((a, b) => b - a)) {
      if (ranked.length >= limit) break;
      for (const token of sortDescending(byCount.get(count)!)) ranked.push(token);
    }
    return ranked.length > limit ? ranked.slice(0, limit) : ranked;
  }

  /**
   * The indices `first`, `first + 1`, ... of these tokens, all of them seen. Shares the counter's own table:
   * a second one would double time and memory of a large vocabulary.
   */
  indexed(tokens: readonly T[], first: number): TokenIndices<T> {
    const numbers = this.#numbers;
    const indices = new Int32Array(this.size).fill(-1);
    tokens.forEach((token, i) => {
      indices[numbers.get(token)!] = first + i;
    });
    return {
      get: (token) => {
        const number = numbers.get(token);
        // tokens seen later, or cut off by a limit, have no index
        const index = number === undefined ? -1 : (indices[number] ?? -1);
        return index < 0 ? undefined : index;
      },
    };
  }

  /** The counts as plain data. */
  export(): TokenCounts<T> {
    return {
      tokens: [...this.#tokens],
      counts: Array.from(this.#counts.subarray(0, this.size)),
      documentCounts:
        this.#documentCounts === null
          ? null
          : Array.from(this.#documentCounts.subarray(0, this.size)),
      documents: this.#documents,
    };
  }

  #add(token: T): number {
    const number = this.#tokens.push(token) - 1;
    this.#numbers.set(token, number);
    if (number === this.#counts.length) {
      this.#counts = grown(this.#counts);
      this.#documentCounts &&= grown(this.#documentCounts);
      this.#lastDocument &&= grown(this.#lastDocument);
    }
    return number;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}

function sortDescending<T extends Token>(tokens: T[]): T[] {
  if (typeof tokens[0] === "number") return tokens.sort((a, b) => Number(b) - Number(a));
  const strings = tokens as string[]; // tokens of one counter are of one type
  // without surrogates UTF-16 order is UTF-8 order, and the engine's own sort is several times faster
  if (strings.some(hasSurrogates)) strings.sort(compareUtf8);
  else strings.sort();
  return tokens.reverse();
}

function hasSurrogates(token: string): boolean {
  for (let i = 0; i < token.length; i++) {
    if ((token.charCodeAt(i) & 0xf800) === 0xd800) return true;
  }
  return false;
}
