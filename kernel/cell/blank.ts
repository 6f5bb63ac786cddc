/** As many spaces, with every line where it was. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
