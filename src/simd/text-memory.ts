import type { Text } from "../ops/token-scanner.js";
import { type Routines, routinesOn } from "./routines.js";

const PAGE = 1 << 16;
// the longest string whose letters a plain loop copies faster than the encoder
const SHORT = 64;

/** Strings of a list as UTF-8 in a `TextMemory`: string i ends before byte `ends[i]` of `bytes`. */
export interface PackedStrings {
  readonly bytes: number;
  readonly ends: number;
  readonly count: number;
}

/**
 * A WebAssembly memory for routines on texts. Room in it is taken once and never given back: it goes with the
 * memory. Views of it are lost when more is taken.
 */
export class TextMemory {
  readonly #memory = new WebAssembly.Memory({ initial: 2 });
  readonly routines: Routines = routinesOn(this.#memory);
  // routines read whole words, also behind the last byte
  #top = 64;
  #bytes = Buffer.from(this.#memory.buffer);
  #text = { at: 0, size: 0 };
  #ends = { at: 0, size: 0 };

  /** The memory's bytes. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Place of that many new bytes, all 0. */
  take(size: number): number {
    const at = this.#top;
    this.#top = at + Math.ceil(size / 16) * 16;
    const missing = this.#top + 64 - this.#bytes.length;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(Math.max(missing, this.#bytes.length / 4) / PAGE));
      this.#bytes = Buffer.from(this.#memory.buffer);
    }
    return at;
  }

  /** int32 numbers in the memory. */
  numbers(at: number, count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, count);
  }

  /** Writes one text as UTF-8 over the last one. Lone surrogates become U+FFFD. */
  write(text: Text): { readonly at: number; readonly length: number } {
    const isString = typeof text === "string";
    this.#text = this.#enough(this.#text, isString ? text.length * 3 : text.length);
    const { at } = this.#text;
    if (isString) return { at, length: this.#bytes.write(text, at) };
    this.#bytes.set(text, at);
    return { at, length: text.length };
  }

  /**
   * Writes the strings from `start` to before `end` over the last text. Undefined when one of them is no string.
   */
  pack(strings: ArrayLike<unknown>, start: number, end: number): PackedStrings | undefined {
    const count = end - start;
    this.#ends = this.#enough(this.#ends, 4 * count);
    this.#text = this.#enough(this.#text, 16 * count);
    let ends = this.numbers(this.#ends.at, count);
    let bytes = this.#bytes;
    let { at: first, size } = this.#text;
    let at = first;
    for (let i = 0; i < count; i++) {
      const text = strings[start + i];
      if (typeof text !== "string") return;
      const { length } = text;
      if (at - first + 3 * length > size) {
        const written = at - first;
        const old = first;
        this.#text = this.#enough(this.#text, 2 * (written + 3 * length));
        ({ at: first, size } = this.#text);
        bytes = this.#bytes;
        bytes.copyWithin(first, old, at);
        at = first + written;
        ends = this.numbers(this.#ends.at, count);
      }
      let k = 0;
      if (length <= SHORT) {
        for (; k < length; k++) {
          const code = text.charCodeAt(k);
          if (code > 127) break;
          bytes[at + k] = code;
        }
      }
      at += k === length ? k : bytes.write(text, at);
      ends[i] = at - first;
    }
    return { bytes: first, ends: this.#ends.at, count };
  }

  #enough(room: { at: number; size: number }, size: number): { at: number; size: number } {
    return size <= room.size ? room : { at: this.take(2 * size), size: 2 * size };
  }
}
