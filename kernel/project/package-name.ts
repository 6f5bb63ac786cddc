/** The package that a specifier names: `@scope/name` of `@scope/name/file.js`; undefined for a path or URL. */
export function packageName(specifier: string): string | undefined {
  return /^(?:@[^./][^/]*\/)?[^./#@:\\][^/:\\]*(?=\/|$)/.exec(specifier)?.[0];
}
