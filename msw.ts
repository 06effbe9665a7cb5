/** For those who have msw: our stubs as its handlers, and anybody's handlers as a target. */
export { handlers, type HandlersOptions } from "./targets/handlers.ts";
export { asHandlers, referenceHandlers } from "./targets/reference/handlers.ts";
