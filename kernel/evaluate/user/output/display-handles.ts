/** What `display` gave back: as the value of a cell it is not shown, for what it stands for is. */
export const displayHandles = new WeakSet<object>();
