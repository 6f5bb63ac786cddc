// A table of byte strings, numbered in the order they were added: open addressing, 16 bytes a slot. A slot holds
// a word of 8 bytes, the number + 1 (0 is free) and a place. A token of up to 8 bytes is its word, and its place
// is its length. Of a longer one the word is a hash, and the place is where its bytes are, its length before them.
const NUMBER: usize = 8;
const PLACE: usize = 12;

// The table's header, at `table`
const SLOTS: usize = 0;
const MASK: usize = 4;
// where the next long token is written, and stays if it is new
const END: usize = 8;
const SIZE: usize = 12;
// how many bytes of a text were scanned when the table had to grow
const SCANNED: usize = 16;

// what a byte of a text does, if it is no byte of a token
const BLANK: i32 = -1;

const GROUP: usize = 64;

const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

/**
 * Finds the tokens of a text: `outcomes` says of each byte what it becomes, -1 for one that separates tokens, -2
 * for one that is left out. Writes each token's number plus `first` to `found`, `missing` for one that is not in
 * the table, and returns how many there are. With `adds`, new tokens are added; it stops early when the table is
 * half full. The table has room for `length` + 16 bytes.
 */
export function scanTokens(
  table: usize,
  text: usize,
  length: i32,
  outcomes: usize,
  found: usize,
  first: i32,
  missing: i32,
  adds: bool,
): i32 {
  const begin = found;
  const textEnd = text + <usize>length;
  let start = <usize>load<u32>(table, END) + 4;
  let at = start;
  // the token's first bytes: reading them back from memory would wait for each byte's write
  let word: u64 = 0;
  let p = text;
  for (; p < textEnd; p++) {
    const outcome = <i32>load<i16>(outcomes + ((<usize>load<u8>(p)) << 1));
    if (outcome >= 0) {
      const size = at - start;
      if (size < 8) word |= (<u64>outcome) << ((<u64>size) << 3);
      store<u8>(at, <u8>outcome);
      at++;
    } else if (outcome === BLANK && at !== start) {
      const size = <u32>(at - start);
      const number = find(table, start, word, size, adds);
      store<i32>(found, number < 0 ? missing : number + first);
      found += 4;
      word = 0;
      if (adds) {
        start = <usize>load<u32>(table, END) + 4;
        if (isFull(table)) {
          p++;
          at = start;
          break;
        }
      }
      at = start;
    }
  }
  if (p === textEnd && at !== start) {
    const size = <u32>(at - start);
    const number = find(table, start, word, size, adds);
    store<i32>(found, number < 0 ? missing : number + first);
    found += 4;
  }
  store<u32>(table, <u32>(p - text), SCANNED);
  return <i32>((found - begin) >> 2);
}

/**
 * The number of each of `count` byte strings plus `first`, `missing` for those not in the table. `room` is for
 * 1,040 bytes.
 */
export function findTokens(
  table: usize,
  bytes: usize,
  ends: usize,
  count: i32,
  out: usize,
  first: i32,
  missing: i32,
  room: usize,
): void {
  const slots = <usize>load<u32>(table, SLOTS);
  const mask = load<u32>(table, MASK);
  const allEnd = ends + ((<usize>count) << 2);
  let start = bytes;
  while (ends < allEnd) {
    const groupEnd = min<usize>(ends + GROUP * 4, allEnd);
    // the slots of a whole group are asked for before any of them is needed
    let touched: i32 = 0;
    let from = start;
    let to = room;
    for (let at = ends; at < groupEnd; at += 4, to += 16) {
      const end = bytes + <usize>load<u32>(at);
      const size = <u32>(end - from);
      const word = size <= 8 ? wordAt(from, size) : hashOf(from, size);
      const slot = slots + ((<usize>firstSlot(word, size <= 8 ? size : 0, mask)) << 4);
      touched |= load<i32>(slot);
      store<u64>(to, word);
      store<u32>(to, <u32>slot, 8);
      store<u32>(to, size, 12);
      from = end;
    }
    store<i32>(to, touched);
    let p = start;
    for (let at = room; at < to; at += 16, out += 4) {
      const size = load<u32>(at, 12);
      const word = load<u64>(at);
      const slot = <usize>load<u32>(at, 8);
      const number =
        size <= 8
          ? findShort(table, word, size, slot, false)
          : findLong(table, p, size, word, slot, false);
      store<i32>(out, number < 0 ? missing : number + first);
      p += <usize>size;
    }
    start = from;
    ends = groupEnd;
  }
}

/** Adds a token, which stands 4 bytes behind the end of the table's bytes; the number it has. */
export function addToken(table: usize, length: i32): i32 {
  const start = <usize>load<u32>(table, END) + 4;
  const size = <u32>length;
  return find(table, start, size <= 8 ? wordAt(start, size) : 0, size, true);
}

/** Moves a table to other slots, all free, `mask` + 1 of them. */
export function moveTokens(table: usize, slots: usize, mask: u32): void {
  const oldSlots = <usize>load<u32>(table, SLOTS);
  const oldEnd = oldSlots + ((<usize>load<u32>(table, MASK) + 1) << 4);
  for (let old = oldSlots; old < oldEnd; old += 16) {
    if (load<i32>(old, NUMBER) === 0) continue;
    const place = load<u32>(old, PLACE);
    let slot = firstSlot(load<u64>(old), place <= 8 ? place : 0, mask);
    while (load<i32>(slots + ((<usize>slot) << 4), NUMBER) !== 0) slot = (slot + 1) & mask;
    v128.store(slots + ((<usize>slot) << 4), v128.load(old));
  }
  store<u32>(table, <u32>slots, SLOTS);
  store<u32>(table, mask, MASK);
}

function isFull(table: usize): bool {
  return load<u32>(table, SIZE) * 2 > load<u32>(table, MASK);
}

function firstSlot(word: u64, length: u32, mask: u32): u32 {
  return <u32>(((word ^ <u64>length) * MULTIPLIER) >> 32) & mask;
}

// the first 0 to 8 bytes at p, zeros behind them
function wordAt(p: usize, length: u32): u64 {
  if (length === 0) return 0;
  return load<u64>(p) & (<u64>0xffffffffffffffff >> <u64>(64 - (length << 3)));
}

// the token at p, whose word is known if it is short
function find(table: usize, p: usize, word: u64, length: u32, adds: bool): i32 {
  const slots = <usize>load<u32>(table, SLOTS);
  const mask = load<u32>(table, MASK);
  if (length <= 8) {
    const slot = slots + ((<usize>firstSlot(word, length, mask)) << 4);
    return findShort(table, word, length, slot, adds);
  }
  const hash = hashOf(p, length);
  const slot = slots + ((<usize>firstSlot(hash, 0, mask)) << 4);
  return findLong(table, p, length, hash, slot, adds);
}

// the slot after the last is the first
function nextSlot(table: usize, slot: usize): usize {
  const slots = <usize>load<u32>(table, SLOTS);
  return slots + ((slot + 16 - slots) & (((<usize>load<u32>(table, MASK)) << 4) | 15));
}

function findShort(table: usize, word: u64, length: u32, at: usize, adds: bool): i32 {
  for (let entry = load<i32>(at, NUMBER); entry !== 0; entry = load<i32>(at, NUMBER)) {
    if (load<u64>(at) === word && load<u32>(at, PLACE) === length) return entry - 1;
    at = nextSlot(table, at);
  }
  return adds ? fill(table, at, word, length) : -1;
}

// a token of more than 8 bytes at p, which lies at the table's end when it may be added
function findLong(table: usize, p: usize, length: u32, hash: u64, at: usize, adds: bool): i32 {
  for (let entry = load<i32>(at, NUMBER); entry !== 0; entry = load<i32>(at, NUMBER)) {
    if (load<u64>(at) === hash) {
      const place = load<u32>(at, PLACE);
      if (place > 8 && load<u32>(<usize>place - 4) === length && isSame(<usize>place, p, length)) {
        return entry - 1;
      }
    }
    at = nextSlot(table, at);
  }
  if (!adds) return -1;
  store<u32>(p - 4, length);
  store<u32>(table, <u32>p + length, END);
  return fill(table, at, hash, <u32>p);
}

function fill(table: usize, slot: usize, word: u64, place: u32): i32 {
  const number = load<i32>(table, SIZE);
  store<u64>(slot, word);
  store<i32>(slot, number + 1, NUMBER);
  store<u32>(slot, place, PLACE);
  store<i32>(table, number + 1, SIZE);
  return number;
}

function hashOf(p: usize, length: u32): u64 {
  let hash = <u64>length * MULTIPLIER;
  for (; length > 8; length -= 8, p += 8) {
    hash = (hash ^ load<u64>(p)) * MULTIPLIER;
    hash ^= hash >> 29;
  }
  return (hash ^ wordAt(p, length)) * MULTIPLIER;
}

function isSame(p: usize, q: usize, length: u32): bool {
  for (; length > 8; length -= 8, p += 8, q += 8) {
    if (load<u64>(p) !== load<u64>(q)) return false;
  }
  return wordAt(p, length) === wordAt(q, length);
}
