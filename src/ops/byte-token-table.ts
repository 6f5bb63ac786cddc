import { encodeUtf8 } from "./utf8.js";

const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const FIRST_SLOTS = 4096;

/** The hash of no bytes; `hashByte` adds to it. */
export const EMPTY_HASH = FNV_BASIS;

/** FNV-1a: the hash with one more byte. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FNV_PRIME);
}

/**
 * Numbers tokens by their UTF-8 bytes, 0, 1, 2, ... in the order they were added. A caller writes a token
 * straight into `bytes` from `end` on, where it stays if it is new: no string is made to look it up.
 */
export class ByteTokenTable {
  /** The tokens' bytes one behind the other, with room for `reserve`d ones. */
  bytes = new Uint8Array(1 << 16);
  #end = 0;
  #size = 0;
  // open addressing, a line of cache per token: its number + 1 (0 is free), hash, first byte, length
  #slots = new Int32Array(FIRST_SLOTS * 4);
  #mask = FIRST_SLOTS - 1;

  /** Where the next token is to be written. */
  get end(): number {
    return this.#end;
  }

  /** How many tokens there are. */
  get size(): number {
    return this.#size;
  }

  /** Makes room for `length` more bytes; `bytes` may be another array afterwards. */
  reserve(length: number): void {
    if (this.#end + length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.#end + length));
    larger.set(this.bytes.subarray(0, this.#end));
    this.bytes = larger;
  }

  /** The number of the token written at `end`, or -1; with `adds` a new token gets one. */
  find(length: number, hash: number, adds: boolean): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const bytes = this.bytes;
    const end = this.#end;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let entry = slots[slot * 4]!; entry !== 0; entry = slots[slot * 4]!) {
      const at = slot * 4;
      if (slots[at + 1] === hash && slots[at + 3] === length) {
        const start = slots[at + 2]!;
        let i = 0;
        while (i < length && bytes[start + i] === bytes[end + i]) i++;
        if (i === length) return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (!adds) return -1;
    slots.set([this.#size + 1, hash, end, length], slot * 4);
    this.#end += length;
    this.#size++;
    if (this.#size * 2 > mask) this.#grow();
    return this.#size - 1;
  }

  /** Adds a string; the number it has. */
  add(token: string): number {
    const { bytes, length } = encodeUtf8(token);
    this.reserve(length);
    let hash = EMPTY_HASH;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i]!;
      this.bytes[this.#end + i] = byte;
      hash = hashByte(hash, byte);
    }
    return this.find(length, hash, true);
  }

  /** All tokens as strings, in order. */
  tokens(): string[] {
    // a Buffer decodes short tokens several times faster than a TextDecoder
    const bytes = Buffer.from(this.bytes.buffer);
    const tokens = new Array<string>(this.#size);
    for (let at = 0; at < this.#slots.length; at += 4) {
      const entry = this.#slots[at]!;
      if (entry === 0) continue;
      const start = this.#slots[at + 2]!;
      tokens[entry - 1] = bytes.toString("utf8", start, start + this.#slots[at + 3]!);
    }
    return tokens;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length / 4 - 1;
    for (let at = 0; at < old.length; at += 4) {
      if (old[at] === 0) continue;
      const hash = old[at + 1]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot * 4] !== 0) slot = (slot + 1) & mask;
      slots.set(old.subarray(at, at + 4), slot * 4);
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}
