/** True where all is asked for, what takes long and seldom fails too: `.ci/nightly` does. */
export const isNightly = process.env["NIGHTLY"] !== undefined;
