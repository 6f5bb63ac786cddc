/** Under this registered symbol the global object holds what describes live values. */
export const LOOK_SYMBOL = "preplab.look";
