import { existsSync, readdirSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { parseSync } from "oxc-parser";
import { defineConfig } from "rolldown";

/**
 * Joins modules that are loaded together into a few files, over what tsc wrote: to load four hundred small
 * ones takes six times as long. Whatever is started as a program or loaded by its path is an entry and
 * keeps its place in dist. A process must load all it shares from one of these programs.
 */
const PROGRAMS = {
  protocol: {
    entries: ["kernel/main", "kernel/cli/native/probe"],
    groups: [
      // what comes before the start of the user process, and all else up to the end of a first cell
      [
        "start",
        /^kernel.(cli.(kernel\.|command|usage-error)|session.start.start-kernel|wire.connection|cell.preloaded|evaluate.(?!transform|apply|module|needs|runtime))/,
      ],
      ["serve", /^kernel.(cell|session|wire|evaluate)/],
    ],
  },
  control: { entries: ["kernel/evaluate/user/interrupt/control-worker"] },
  hook: { entries: ["kernel/evaluate/user/sources/source-hooks-thread"] },
  user: {
    entries: [
      "src/index",
      "src/data/parallel/worker-main",
      "kernel/display/kinds/training",
      "kernel/display/lower/to-bundle",
      "kernel/display/render-value",
      "kernel/evaluate/user/library/attend-library",
      "kernel/evaluate/user/commands/commands",
      "kernel/evaluate/user/compat/deno",
      "kernel/evaluate/user/compat/ijavascript",
      "kernel/evaluate/user/compat/tslab",
      "kernel/evaluate/user/debug/debug-agent",
      "kernel/evaluate/user/globals",
      "kernel/evaluate/user/import-meta",
      "kernel/evaluate/user/main",
      "kernel/evaluate/user/sources/install-sources",
    ],
    groups: [
      // the library must not depend on the kernel
      ["training", /^src.training/],
      // the encoder of pictures takes 20 ms to load
      ["display", /^kernel.display.(?!pictures.(describe-picture|canvas))/],
    ],
  },
};

const FOLDERS = ["src", "kernel/evaluate", "kernel"];

const placeOf = (id) =>
  relative(import.meta.dirname, id)
    .replaceAll("\\", "/")
    .replace(/\.ts$/, ".js");

/** `import.meta.url` goes on to mean the module's own place in dist, wherever its code ends up. */
const ownUrls = {
  name: "own-urls",
  transform(code, id, { magicString }) {
    if (!code.includes("import.meta.url")) return null;
    const dist = 'import.meta.url.replace(/\\/dist\\/(?!.*\\/dist\\/).*/, "/dist/")';
    const own = `new URL(${JSON.stringify(placeOf(id))}, ${dist}).href`;
    for (const { end, start } of parseSync(id, code).module.importMetas) {
      if (code.startsWith(".url", end)) magicString.overwrite(start, end + ".url".length, own);
    }
    return { code: magicString };
  },
};

/** Takes the chunks of an earlier build away. */
const tidy = (program) => ({
  name: "tidy",
  buildStart() {
    for (const folder of FOLDERS.map((place) => `dist/${place}/chunks`).filter(existsSync)) {
      for (const name of readdirSync(folder)) {
        if (name.startsWith(`${program}-`)) rmSync(`${folder}/${name}`);
      }
    }
  },
});

/** Stack frames are told apart by their folders, so that code stays in the one that speaks for it. */
function folderOf({ moduleIds }) {
  const places = moduleIds.filter((id) => !id.includes("\0")).map(placeOf);
  return FOLDERS.find((folder) => places.every((place) => place.startsWith(`${folder}/`)));
}

export default defineConfig(
  Object.entries(PROGRAMS).map(([program, { entries, groups = [] }]) => ({
    input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
    external: /^[^./\0]/,
    platform: "node",
    resolve: { extensionAlias: { ".js": [".ts"] } },
    plugins: [tidy(program), ownUrls],
    experimental: { nativeMagicString: true },
    checks: { ineffectiveDynamicImport: false },
    output: {
      dir: "dist",
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].js",
      chunkFileNames: (chunk) => `${folderOf(chunk) ?? "kernel"}/chunks/${program}-[name].js`,
      codeSplitting: {
        groups: groups.map(([name, places], index) => ({
          name,
          test: (id) => places.test(placeOf(id)),
          priority: groups.length - index,
        })),
      },
    },
  })),
);
