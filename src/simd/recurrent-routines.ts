/** The routines of recurrent layers; `routines/recurrent-gates.ts` says what each computes. */
export interface RecurrentRoutines {
  gruGates(
    x: number,
    xStep: number,
    recurrent: number,
    h: number,
    gates: number,
    rh: number,
    batch: number,
    units: number,
    gateActivation: number,
  ): void;
  gruStates(
    x: number,
    xStep: number,
    recurrent: number,
    h: number,
    gates: number,
    next: number,
    mask: number,
    maskStep: number,
    batch: number,
    units: number,
    activation: number,
  ): void;
  gruStateGradients(
    dh: number,
    h: number,
    gates: number,
    dx: number,
    xStep: number,
    mask: number,
    maskStep: number,
    batch: number,
    units: number,
    activation: number,
    gateActivation: number,
  ): void;
  gruResetGradients(
    drh: number,
    dh: number,
    h: number,
    gates: number,
    dx: number,
    xStep: number,
    batch: number,
    units: number,
    gateActivation: number,
  ): void;
  lstmStates(
    x: number,
    xStep: number,
    recurrent: number,
    h: number,
    c: number,
    gates: number,
    nextH: number,
    nextC: number,
    mask: number,
    maskStep: number,
    batch: number,
    units: number,
    activation: number,
    gateActivation: number,
  ): void;
  lstmGradients(
    dh: number,
    dc: number,
    c: number,
    gates: number,
    dx: number,
    xStep: number,
    mask: number,
    maskStep: number,
    batch: number,
    units: number,
    activation: number,
    gateActivation: number,
  ): void;
  addRows(x: number, step: number, y: number, count: number, size: number): void;
}
