import { adapterFor } from "../adapter.ts";
import { SwallowsNotFound } from "./swallows-not-found.ts";

/** An adapter as a module has it, of a wrapper with a flaw. */
export const adapter = () => adapterFor(new SwallowsNotFound());
