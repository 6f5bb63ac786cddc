/** Gives the MIME data of any value. */
export type Mimer = (value: unknown) => unknown;

let mimer: Mimer | undefined;

/** Puts a notebook's own function in charge of how values look; `undefined` takes it away. */
export function setCustomMimer(custom: Mimer | undefined): void {
  mimer = custom;
}

export function customMimer(): Mimer | undefined {
  return mimer;
}
