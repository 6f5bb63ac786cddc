/** What to say of a package that an import names and that is not installed. */
export function missingPackage(name: string): string {
  return `Cannot find package '${name}'. Install it with: %npm add ${name}`;
}

/** What to say when it is JSX that needs the package. */
export function missingJsxRuntime(name: string): string {
  return `JSX needs '${name}', which is not installed here. Install it with: %npm add ${name}. Another library is named by a first line such as /** @jsxImportSource preact */, or by "jsxImportSource" in tsconfig.json`;
}
