import type { TreeNode } from "../description.js";
import { hiddenCount } from "../text/counted.js";
import { type Markup, markup, NOTHING } from "./markup.js";

const SHOWN = 20;
const ROW = "margin-left: 18px; white-space: pre-wrap; overflow-wrap: anywhere";

/** A tree that is unfolded by hand, its first level open; of more than 20 parts the rest folded away. */
export function htmlTree(root: TreeNode): Markup {
  return markup`<div style="font-family: monospace">${branch(root, true)}</div>`;
}

function branch(node: TreeNode, open: boolean): Markup {
  const title = markup`${node.key}${node.text}`;
  const inside = markup`<summary style="white-space: pre-wrap; overflow-wrap: anywhere">${title}</summary><div style="margin-left: 18px">${parts(node)}</div>`;
  return open ? markup`<details open>${inside}</details>` : markup`<details>${inside}</details>`;
}

function parts({ children, hidden, noun }: TreeNode): Markup {
  const first = children.slice(0, SHOWN).map(part);
  const folded = children.slice(SHOWN);
  const unread =
    hidden > 0
      ? markup`<div style="${ROW}"><small>${hiddenCount(hidden, noun)}</small></div>`
      : NOTHING;
  if (folded.length === 0) return markup`${first}${unread}`;
  const more = hiddenCount(folded.length + hidden, noun);
  return markup`${first}<details><summary><small>${more}</small></summary>${folded.map(part)}${unread}</details>`;
}

function part(node: TreeNode): Markup {
  if (node.children.length > 0 || node.hidden > 0) return branch(node, false);
  return markup`<div style="${ROW}">${node.key}${node.text}</div>`;
}
