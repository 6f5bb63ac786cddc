const FENCED = /^ *(`{3,})[^\n`]*\n([\s\S]*?)\n? *\1 *$/gm;
const LINK = /\[([^\]\n]+)\]\(([^)\s]+)\)/g;
const MARKED = /\*\*(?=\S)(.+?)\*\*|`([^`\n]+)`/g;

/** Documentation as it reads best where Markdown is not rendered: code indented, links spelled out. */
export function markdownToText(markdown: string): string {
  const blocks: string[] = [];
  let at = 0;
  for (const match of markdown.matchAll(FENCED)) {
    blocks.push(proseToText(markdown.slice(at, match.index)));
    blocks.push(match[2]!.replace(/^(?=.)/gm, "    "));
    at = match.index + match[0].length;
  }
  return [...blocks, proseToText(markdown.slice(at))].join("");
}

function proseToText(prose: string): string {
  return prose
    .replace(LINK, (_, label: string, href: string) =>
      label === href ? href : `${label} (${href})`,
    )
    .replace(MARKED, (_, bold: string | undefined, code: string | undefined) => {
      return bold === undefined ? code! : proseToText(bold);
    });
}
