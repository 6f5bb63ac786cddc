/** Where a value lies inside of a state: keys of records and positions in arrays. */
export type WirePath = readonly (string | number)[];

/** The value at a path of own properties; undefined where there is none. */
export function valueAt(root: unknown, path: WirePath): unknown {
  return path.reduce<unknown>((holder, step) => {
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, step)) {
      return undefined;
    }
    return Reflect.get(holder, step);
  }, root);
}

/** `state.points[3].x` */
export function pathText(path: WirePath, root: string): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number"
        ? `${text}[${step}]`
        : /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step)
          ? `${text}.${step}`
          : `${text}[${JSON.stringify(step)}]`,
    root,
  );
}
