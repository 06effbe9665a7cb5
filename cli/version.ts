import packageFile from "../package.json" with { type: "json" };

/** The version of this suite. */
export const { version } = packageFile;
