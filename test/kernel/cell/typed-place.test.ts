import { describe, expect, test } from "vitest";
import { chainAt, typedPlace } from "../../../kernel/cell/typed-place.js";

/** kind, chain and typed text at the bar */
function place(marked: string): string | undefined {
  const offset = marked.indexOf("|");
  const found = typedPlace(marked.replace("|", ""), offset);
  if (found === undefined) return undefined;
  if (found.kind === "text") return `text ${found.quote}${found.typed} ${found.isArgument}`;
  const chain = [found.of.root, ...found.of.path].join("/");
  const what = found.kind === "argument" ? `${found.kind} ${found.method}` : found.kind;
  return `${what} of ${chain}: ${found.typed}`;
}

describe("typedPlace", () => {
  test.each([
    ["a.|", "member of a: "],
    ["a.b.pre|", "member of a/b: pre"],
    ["a?.b!.c?.[0].pre|fix", "member of a/b/c/0: pre"],
    ['x = a["two words"].|', "member of a/two words: "],
    ["(a.b as Row).|", "member of a/b: "],
    ["(a).b.|", "member of a/b: "],
    ["f(1, a.|", "member of a: "],
    ["a\n  // why\n  .b|", "member of a: b"],
    ["`$" + "{a.|", "member of a: "],
    ["'x' / a.|", "member of a: "],
    ["1 / 2; b/ a.|", "member of a: "],
    ["x = /[/'\"]/.test(a.|", "member of a: "],
  ])("%s is a member", (marked, expected) => expect(place(marked)).toBe(expected));

  test.each([
    ['a["|', "key of a: "],
    ["a.b['pre|fix']", "key of a/b: pre"],
    ["a?.[`pre|", "key of a: pre"],
    ["a[0]['|", "key of a/0: "],
    ['a["with \\"|', 'key of a: with \\"'],
  ])("%s is a key", (marked, expected) => expect(place(marked)).toBe(expected));

  test.each([
    ["map.get('k|", "argument get of map: k"],
    ["df.select(['a', 'b|", "argument select of df: b"],
    ['df.drop({ columns: ["|', "argument drop of df: "],
    ["a.b.call(x, '|", "argument call of a/b: "],
  ])("%s is an argument", (marked, expected) => expect(place(marked)).toBe(expected));

  test.each([
    ["read('./da|", "text './da true"],
    ["const s = '|", "text ' false"],
    ["f(a)('|", "text ' true"],
    ["if (x) '|", "text ' false"],
  ])("%s is any other text", (marked, expected) => expect(place(marked)).toBe(expected));

  test.each([
    "",
    "|",
    "a|",
    "f(a).|",
    "new A().|",
    "// a.|",
    "/* a.|",
    "this.#a.|",
    "`$" + "{a}|",
    "1.|",
    "[a].|",
  ])("%s is nothing that a value could tell about", (marked) =>
    expect(place(marked.includes("|") ? marked : `${marked}|`)).toBeUndefined(),
  );

  test("a comment or string that ended is over", () => {
    expect(place("'\\\\' + a.|")).toBe("member of a: ");
    expect(place("'open\na.|")).toBe("member of a: ");
    expect(place("// x\na.|")).toBe("member of a: ");
    expect(place("/**/ a.|")).toBe("member of a: ");
  });
});

describe("chainAt", () => {
  test("ends with the name under the cursor or just before it", () => {
    expect(chainAt("x + a.b.c", 7)).toEqual({ root: "a", path: ["b"] });
    expect(chainAt("abc", 1)).toEqual({ root: "abc", path: [] });
    expect(chainAt("abc", 3)).toEqual({ root: "abc", path: [] });
    expect(chainAt("abc  ", 5)).toBeUndefined();
    expect(chainAt("'abc'", 2)).toBeUndefined();
  });
});
