/** A package is asked for that is only installed by those who need it. */
export class NotInstalled extends Error {
  override readonly name = "NotInstalled";
}

/** A package that is only installed by those who need it. Throws `NotInstalled`. */
export async function peer<T>(name: string, what: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    // Of another package it is none of our business, and no matter of what is installed.
    if (!(error instanceof Error) || !isMissing(error, name)) throw error;
    throw new NotInstalled(
      `${what} needs the package ${name}, and it is not installed: npm install --save-dev ${name}`,
    );
  }
}

const isMissing = (error: Error, name: string): boolean =>
  "code" in error &&
  (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") &&
  error.message.includes(`'${name}`);
