import { weightsName } from "../config/keras-object.js";

/**
 * The places of a container's children in a weights file, in order: the classes' names, numbered where they
 * come again.
 */
export function childPlaces(
  parent: string,
  container: string,
  classNames: readonly string[],
): string[] {
  const used = new Map<string, number>();
  const base = parent === "" ? container : `${parent}/${container}`;
  return classNames.map((className) => {
    const name = weightsName(className);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? `${base}/${name}` : `${base}/${name}_${count}`;
  });
}
