import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { Misuse } from "./failure.ts";

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Makes a folder, and writes something into it, before anything is sent: a run must not end with nowhere to write. Where files of
 * these names are to be written, none of them may be there as anything but a file. Throws `Misuse`.
 */
export async function writableFolder(
  option: string,
  path: string,
  files: readonly string[] = [],
): Promise<string> {
  try {
    await make(path);
    if (!(await stat(path)).isDirectory()) throw new Error("it is not a folder");
    const trial = join(path, `.${randomBytes(6).toString("hex")}`);
    await writeFile(trial, "a line\n");
    await rm(trial);
    for (const file of files) {
      const known = await stat(join(path, file)).catch(() => undefined);
      const isWanted = file.endsWith("/") ? known?.isDirectory() : known?.isFile();
      if (isWanted === false)
        throw new Error(
          `${join(path, file)} is there, and is no ${file.endsWith("/") ? "folder" : "file"}`,
        );
    }
    return path;
  } catch (error) {
    throw new Misuse(
      `nothing can be written to ${path} (${reasonOf(error)}); choose another folder with ${option}`,
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

/** Writes a file as a whole or not at all: beside its place, and then put there. A link in its place is replaced, not followed. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
