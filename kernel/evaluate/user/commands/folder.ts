import { homedir } from "node:os";

/** Changes the working directory, the home folder by default, and gives the new one. */
export function changeFolder(folder: string): string {
  process.chdir(folder.replace(/^(?:~(?=[\\/]|$)|$)/, homedir()));
  return process.cwd();
}
