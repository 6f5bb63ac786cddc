/**
 * A function that is also the given object: same prototype, same own properties. `instanceof`, methods and
 * fields work as before, and private fields of derived classes land on the function when a base constructor
 * returns it. The object itself should not be used any more.
 */
export function makeCallable<T extends object>(
  object: T,
  onCall: (self: T, inputs: unknown, options: unknown) => unknown,
): T {
  // an arrow function: no `prototype` of its own to show among the fields
  const callable: unknown = (inputs: unknown, options: unknown) =>
    onCall(callable as T, inputs, options); // T from here on: prototype and properties follow
  const self = callable as T & { length?: number };
  delete self.length;
  Object.setPrototypeOf(self, Object.getPrototypeOf(object) as object);
  Object.defineProperties(self, Object.getOwnPropertyDescriptors(object));
  return self;
}
