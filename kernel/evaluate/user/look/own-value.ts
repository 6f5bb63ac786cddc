// taken before a cell can replace it
const { getOwnPropertyDescriptor } = Reflect;

/** The value of an own data property; undefined for a getter, and where there is none. */
export function ownValue(holder: unknown, key: string): { readonly value: unknown } | undefined {
  if ((typeof holder !== "object" || holder === null) && typeof holder !== "function") {
    return undefined;
  }
  try {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    // a setter alone has no value either
    return descriptor === undefined || descriptor.get !== undefined || descriptor.set !== undefined
      ? undefined
      : { value: descriptor.value };
  } catch {
    // a binding of a module that was not initialized yet
    return undefined;
  }
}
