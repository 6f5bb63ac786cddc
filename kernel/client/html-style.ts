/** The look of a notebook as a page; colours follow the reader's light or dark preference. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2328; --faint: #656d76; --rule: #d0d7de; --code: #f6f8fa;
  --keyword: #cf222e; --string: #0a3069; --number: #0550ae; --title: #6639ba; --type: #953800;
  --error: #fff1f0; --error-ink: #a40e26; --link: #0969da;
  --red: #b3261e; --green: #116329; --yellow: #7d4e00; --blue: #0550ae; --magenta: #8250df; --cyan: #1b7c83;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --ink: #e6edf3; --faint: #8d96a0; --rule: #30363d; --code: #161b22;
    --keyword: #ff7b72; --string: #a5d6ff; --number: #79c0ff; --title: #d2a8ff; --type: #ffa657;
    --error: #2d1214; --error-ink: #ffb3ad; --link: #4493f8;
    --red: #ff7b72; --green: #3fb950; --yellow: #d29922; --blue: #58a6ff; --magenta: #bc8cff; --cyan: #39c5cf;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif; }
pre, code { font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--link); }
img, svg { max-width: 100%; }
.cell { margin: 1rem 0; }
.code { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .25rem .5rem; }
.count { color: var(--faint); font: 12px/1.5 ui-monospace, monospace; padding-top: .6rem; text-align: right; }
.source { background: var(--code); border: 1px solid var(--rule); border-radius: 6px; padding: .5rem .75rem; }
.output { grid-column: 2; overflow-x: auto; padding: .25rem .75rem; }
.stderr { border-left: 3px solid var(--yellow); }
.error { background: var(--error); color: var(--error-ink); border-radius: 6px; padding: .5rem .75rem; }
.prose pre { background: var(--code); border-radius: 6px; padding: .75rem; }
.prose :not(pre) > code { background: var(--code); border-radius: 4px; padding: .1em .3em; }
.prose blockquote { border-left: 3px solid var(--rule); color: var(--faint); margin: 0; padding-left: 1rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--rule); padding: .2rem .6rem; text-align: left; }
.hljs-keyword, .hljs-built_in { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-template-variable { color: var(--string); }
.hljs-number, .hljs-literal, .hljs-attr { color: var(--number); }
.hljs-title, .hljs-title.function_ { color: var(--title); }
.hljs-type, .hljs-title.class_ { color: var(--type); }
.hljs-comment { color: var(--faint); font-style: italic; }
.ansi-red-fg, .ansi-bright-red-fg { color: var(--red); }
.ansi-green-fg, .ansi-bright-green-fg { color: var(--green); }
.ansi-yellow-fg, .ansi-bright-yellow-fg { color: var(--yellow); }
.ansi-blue-fg, .ansi-bright-blue-fg { color: var(--blue); }
.ansi-magenta-fg, .ansi-bright-magenta-fg { color: var(--magenta); }
.ansi-cyan-fg, .ansi-bright-cyan-fg { color: var(--cyan); }
.ansi-bright-black-fg { color: var(--faint); }
`;
