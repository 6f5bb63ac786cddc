const CELL_PATH = /(?:typeof )?import\("[^"]*\/\.preplab-[^"]*"\)\.?/g;
const PACKAGE_PATH = /import\("[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)[^"]*"\)/g;
const PACKAGE_MODULE = /module "[^"\n]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)[^"\n]*"/g;
const LIBRARY_PATH = /import\("[^"]*\/src\/index"\)/g;
const VERSIONED_NAME = /\b__preplab\.([\p{ID_Continue}$]*?)\$\d+/gu;

/** A message or signature as the user would write it: no paths of virtual or installed files. */
export function readableTypes(text: string): string {
  return text
    .replace(CELL_PATH, "")
    .replace(PACKAGE_PATH, 'import("$1")')
    .replace(PACKAGE_MODULE, 'module "$1"')
    .replace(LIBRARY_PATH, 'import("preplab")')
    .replace(VERSIONED_NAME, "$1");
}
