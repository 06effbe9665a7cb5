/** The reference service alone: a small stand-in for the ElastiCache user API, for the tests of others. */
export { listen } from "./targets/reference/mount.ts";
export {
  createReference,
  type ReferenceOptions,
  type ReferenceService,
} from "./targets/reference/service.ts";
export { noWindows, usualWindows, type Windows } from "./targets/reference/store.ts";
