type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

const { bind, call } = Function.prototype;

/**
 * A method as a function of its object, `uncurry(Map.prototype.get)(map, key)`. Taken before a cell
 * runs, it works whatever a cell does to the prototype.
 */
export const uncurry = bind.bind(call) as <This, Args extends unknown[], Result>(
  method: Method<This, Args, Result>,
) => (self: This, ...args: Args) => Result;
