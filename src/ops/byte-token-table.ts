import { TextMemory } from "../simd/text-memory.js";
import type { Text } from "./token-scanner.js";

const FIRST_SLOTS = 4096;
const FIRST_BYTES = 1 << 14;
const SLOT_SIZE = 16;
// fields of the header, as routines/token-table.ts has them, in words
const SLOTS = 0;
const MASK = 1;
const END = 2;
const SIZE = 3;
const SCANNED = 4;
// stands before the bytes of a long token
const LENGTH_SIZE = 4;
const LONGEST_SHORT = 8;
const HEADER_SIZE = 32;
const OUTCOMES_SIZE = 512;
const GROUP_SIZE = 1040;
const BLOCK = 1 << 14;

/** What `ByteTokenTable` writes in place of a token's number. */
export interface TokenNumbers {
  /** Added to each number. Defaults to 0. */
  readonly first?: number;
  /** Stands for tokens that are not in the table. Defaults to -1. */
  readonly missing?: number;
}

/**
 * Numbers tokens by their UTF-8 bytes, 0, 1, 2, ... in the order they were added. Tokens are found in texts and
 * looked up in a WebAssembly memory of the table's own: no string is made of any.
 */
export class ByteTokenTable {
  readonly #memory = new TextMemory();
  readonly #header = this.#memory.take(HEADER_SIZE);
  readonly #outcomes = this.#memory.take(OUTCOMES_SIZE);
  readonly #group = this.#memory.take(GROUP_SIZE);
  #chunkEnd = 0;
  #chunkSize = FIRST_BYTES;
  #found = { at: 0, size: 0 };

  constructor() {
    this.#set(SLOTS, this.#memory.take(FIRST_SLOTS * SLOT_SIZE));
    this.#set(MASK, FIRST_SLOTS - 1);
  }

  /** How many tokens there are. */
  get size(): number {
    return this.#get(SIZE);
  }

  /** Adds a string; the number it has. */
  add(token: string): number {
    const { at, length } = this.#memory.write(token);
    this.#reserve(length);
    this.#memory.bytes.copyWithin(this.#get(END) + LENGTH_SIZE, at, at + length);
    const number = this.#memory.routines.addToken(this.#header, length);
    this.#growIfFull();
    return number;
  }

  /**
   * The numbers of the tokens in a text, until the next call. `outcomes` says of each byte what it becomes in a
   * token, -1 for one between tokens, -2 for one to leave out. With `adds`, new tokens are added.
   */
  scan(
    text: Text,
    outcomes: Int16Array,
    { first = 0, missing = -1 }: TokenNumbers,
    adds: boolean,
  ): Int32Array {
    const memory = this.#memory;
    const { at, length } = memory.write(text);
    this.#reserve(length);
    const room = 4 * ((length >> 1) + 1);
    if (room > this.#found.size) this.#found = { at: memory.take(2 * room), size: 2 * room };
    memory.bytes.set(
      new Uint8Array(outcomes.buffer, outcomes.byteOffset, OUTCOMES_SIZE),
      this.#outcomes,
    );
    let count = 0;
    for (let done = 0; done < length || done === 0; ) {
      count += memory.routines.scanTokens(
        this.#header,
        at + done,
        length - done,
        this.#outcomes,
        this.#found.at + 4 * count,
        first,
        missing,
        adds,
      );
      if (length === 0) break;
      done += this.#get(SCANNED);
      this.#growIfFull();
    }
    return memory.numbers(this.#found.at, count);
  }

  /** The numbers of strings that are tokens as a whole. Undefined when one of them is no string. */
  find(
    strings: ArrayLike<unknown>,
    { first = 0, missing = -1 }: TokenNumbers,
  ): Int32Array | undefined {
    const memory = this.#memory;
    const numbers = new Int32Array(strings.length);
    for (let start = 0; start < strings.length; start += BLOCK) {
      const end = Math.min(strings.length, start + BLOCK);
      const packed = memory.pack(strings, start, end);
      if (packed === undefined) return;
      if (4 * BLOCK > this.#found.size)
        this.#found = { at: memory.take(4 * BLOCK), size: 4 * BLOCK };
      const { bytes, ends, count } = packed;
      const { at } = this.#found;
      memory.routines.findTokens(this.#header, bytes, ends, count, at, first, missing, this.#group);
      numbers.set(memory.numbers(at, count), start);
    }
    return numbers;
  }

  /** All tokens as strings, in order. */
  tokens(): string[] {
    const { bytes } = this.#memory;
    const slots = this.#get(SLOTS);
    const words = this.#memory.numbers(slots, 4 * (this.#get(MASK) + 1));
    const tokens = new Array<string>(this.size);
    for (let at = 0; at < words.length; at += 4) {
      const entry = words[at + 2]!;
      if (entry === 0) continue;
      const place = words[at + 3]! >>> 0;
      const isShort = place <= LONGEST_SHORT;
      const start = isShort ? slots + 4 * at : place;
      const length = isShort ? place : bytes.readUInt32LE(place - LENGTH_SIZE);
      tokens[entry - 1] = bytes.toString("utf8", start, start + length);
    }
    return tokens;
  }

  // room for `length` more bytes: tokens stay where they are, new ones go to a new place
  #reserve(length: number): void {
    const size = length + (length >> 1) + 64; // each long token has its length before it
    if (this.#get(END) + size <= this.#chunkEnd) return;
    this.#chunkSize = Math.max(2 * this.#chunkSize, 2 * size);
    const at = this.#memory.take(this.#chunkSize);
    this.#set(END, at);
    this.#chunkEnd = at + this.#chunkSize;
  }

  #growIfFull(): void {
    const mask = this.#get(MASK);
    if (this.size * 2 <= mask) return;
    const larger = (mask + 1) * 2;
    const slots = this.#memory.take(larger * SLOT_SIZE);
    this.#memory.routines.moveTokens(this.#header, slots, larger - 1);
  }

  #get(field: number): number {
    return this.#memory.bytes.readUInt32LE(this.#header + 4 * field);
  }

  #set(field: number, value: number): void {
    this.#memory.bytes.writeUInt32LE(value, this.#header + 4 * field);
  }
}
