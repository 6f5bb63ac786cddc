import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const kernel = new URL("../../../kernel/", import.meta.url);

/** what a module exports from display, or from another module that says where it belongs */
function exportedFrom(path: string, place: RegExp): string[] {
  const text = readFileSync(new URL(path, kernel), "utf8");
  return Array.from(text.matchAll(/export \{([^}]*)\} from "([^"]*)"/g))
    .filter(([, , from]) => place.test(from!))
    .flatMap(([, names]) => names!.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

test("whatever shows values in preplab's own kernel is there in others", () => {
  const preloaded = exportedFrom("evaluate/user/globals.ts", /\/display\//);
  const guests = exportedFrom("guest/index.ts", /\/display\//);
  expect(preloaded).toContain("show");
  expect(guests.sort()).toEqual(preloaded.sort());
});

test("what cells import as preplab has the names of the package", () => {
  const cells = exportedFrom("evaluate/user/library/own-package.ts", /globals/);
  const guests = exportedFrom("guest/index.ts", /\/display/);
  expect(cells).toContain("display");
  expect([...guests, "display"].filter((name, i, all) => all.indexOf(name) === i).sort()).toEqual(
    cells.sort(),
  );
});
