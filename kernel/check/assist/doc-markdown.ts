/** A tag as the language server puts it: `*@param* \`name\` — text`. */
const TAG = /^\*@(\w+)\*(?: `([^`]+)`)?(?:[ \t]*—)?[ \t]*/;
const NEXT_TAG = /\n\n(?=\*@\w+\*)/;

interface Tag {
  readonly tag: string;
  readonly name: string | undefined;
  readonly text: string;
}

const TITLES: Readonly<Record<string, string>> = {
  returns: "Returns",
  return: "Returns",
  throws: "Throws",
  deprecated: "Deprecated",
  default: "Default",
  defaultValue: "Default",
  see: "See",
  since: "Since",
  remarks: "Remarks",
};
const EXAMPLE_FENCE = /^```tsx?$/gm;

/** The server's markdown for a JSDoc comment with its tags as headed sections; tags of tools are left out. */
export function docMarkdown(markdown: string): string {
  const [description = "", ...rest] = splitTags(markdown.trim());
  const tags = rest.map(parseTag);
  const deprecated = tags.filter(({ tag }) => tag === "deprecated").map(titled);
  const others = tags.filter(({ tag }) => tag in TITLES && tag !== "deprecated").map(titled);
  const examples = tags.filter(({ tag }) => tag === "example").map(example);
  return [
    ...deprecated,
    description,
    ...list("Type parameters", tags, ["typeParam", "template"]),
    ...list("Parameters", tags, ["param", "arg", "argument"]),
    ...others,
    ...examples,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function splitTags(markdown: string): string[] {
  const parts = markdown.split(NEXT_TAG);
  return TAG.test(parts[0] ?? "") ? ["", ...parts] : parts;
}

function parseTag(part: string): Tag {
  const [head = "", tag = "", name] = TAG.exec(part) ?? [];
  return { tag, name, text: part.slice(head.length).trim() };
}

function titled({ tag, name, text }: Tag): string {
  const value = name === undefined ? text : `\`${name}\` ${text}`.trim();
  const title = `**${TITLES[tag]}**`;
  return value === "" ? title : `${title} — ${value}`;
}

function example({ text }: Tag): string {
  const code = text.includes("```") ? text : `\`\`\`typescript\n${text}\n\`\`\``;
  return `**Example**\n\n${code.replace(EXAMPLE_FENCE, "```typescript")}`;
}

function list(title: string, tags: readonly Tag[], wanted: readonly string[]): string[] {
  const items = tags
    .filter(({ tag, name }) => wanted.includes(tag) && name !== undefined)
    .map(({ name, text }) => {
      const shown = text.replaceAll("\n", "\n  ");
      return shown === "" ? `- \`${name}\`` : `- \`${name}\` — ${shown}`;
    });
  return items.length === 0 ? [] : [`**${title}**\n\n${items.join("\n")}`];
}
