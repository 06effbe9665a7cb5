import { access, constants, mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import { Misuse } from "./failure.ts";

/** Makes a folder before anything is sent: a run must not end with nowhere to write. Throws `Misuse`. */
export async function writableFolder(option: string, path: string): Promise<string> {
  try {
    await make(path);
    await access(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new Misuse(
      `nothing can be written to ${path} (${error instanceof Error ? error.message : String(error)}); choose another folder with ${option}`,
    );
  }
}

/** Makes a folder and those above it. Node's own way to do that does not end in places such as /proc. */
async function make(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    await make(dirname(path));
    await mkdir(path);
  }
}
