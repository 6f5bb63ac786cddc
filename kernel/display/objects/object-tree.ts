import type { TreeNode } from "../description.js";
import { isContainer, type Part, partsOf } from "./container.js";
import { keyText } from "./key-text.js";
import { pieceText } from "./piece-text.js";
import { preview } from "./preview.js";

const MOST_PARTS = 100;
const MOST_NODES = 1_000;
const MOST_CHARACTERS = 60_000;
const DEEPEST = 16;

interface Draft {
  readonly key: string;
  readonly text: string;
  /** set on what can be opened */
  readonly value: object | undefined;
  /** the containers it stands in */
  readonly within: readonly object[];
  children: Draft[];
  hidden: number;
  noun: NonNullable<TreeNode["noun"]>;
}

/**
 * A value opened up level by level, the nearest first: at most 1000 nodes, 100 parts of each container,
 * 16 levels. Reads no getter and no Proxy.
 */
export function objectTree(value: object): TreeNode {
  const root = draft({ key: undefined, value }, []);
  const queue = [root];
  let nodes = 1;
  let characters = root.text.length;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next.value === undefined) continue;
    const isSpent = characters > MOST_CHARACTERS || next.within.length >= DEEPEST;
    const room = isSpent ? 0 : Math.min(MOST_PARTS, MOST_NODES - nodes);
    const { parts, total, noun } = partsOf(next.value, room);
    const within = [...next.within, next.value];
    next.children = parts.map((part) => draft(part, within));
    next.noun = noun;
    next.hidden = total - parts.length;
    nodes += parts.length;
    for (const child of next.children) {
      characters += child.key.length + child.text.length;
      queue.push(child);
    }
  }
  return finished(root);
}

function draft({ key, value, instead }: Part, within: readonly object[]): Draft {
  const rest = { key: keyText(key), within, children: [], hidden: 0, noun: "item" } as const;
  if (instead !== undefined) return { ...rest, children: [], text: instead, value: undefined };
  if (!isContainer(value)) {
    return { ...rest, children: [], text: pieceText(value), value: undefined };
  }
  const isCircular = within.includes(value);
  const text = isCircular ? "[Circular]" : preview(value);
  return { ...rest, children: [], text, value: isCircular ? undefined : value };
}

function finished({ key, text, children, hidden, noun }: Draft): TreeNode {
  return { key, text, children: children.map(finished), hidden, noun };
}
