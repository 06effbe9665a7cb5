import type { AnyInput } from "../../../models/contract/contract.ts";
import { ofTags } from "../families.ts";
import { reads, refuses, together } from "../faults.ts";
import { keyOf } from "../store.ts";
import { keyIn } from "../tags.ts";
import { refusing, type Variant, value, variant } from "./variant.ts";

const keysIn = (input: AnyInput): readonly string[] =>
  (input.Tags ?? []).map(({ Key = "" }) => Key);

const tagging = ["CreateUser", "CreateUserGroup", "AddTagsToResource"] as const;

/** What AWS may make of tags. */
export const tagVariants: readonly Variant[] = [
  variant(
    "a tag key is not given twice",
    refusing(tagging, (input) => new Set(keysIn(input)).size < keysIn(input).length),
  ),
  variant(
    "a tag key is not empty",
    refusing(tagging, (input) => keysIn(input).includes("")),
  ),
  variant(
    "an ARN of another region or account is of nobody",
    together(
      ofTags.flatMap((operation) => [
        refuses(
          operation,
          ({ ResourceName = "" }, { region, account }) => {
            const [, , service, itsRegion, itsAccount, kind, id] = ResourceName.split(":");
            return (
              service === "elasticache" &&
              (kind === "user" || kind === "usergroup") &&
              id !== undefined &&
              (itsRegion !== region || itsAccount !== account)
            );
          },
          "UserNotFound",
        ),
      ]),
    ),
  ),
  variant(
    "a refused resource is an invalid value",
    together(
      ofTags.map((operation) => ({
        outcome: (outcome, call) =>
          call.operation === operation &&
          outcome.kind === "refused" &&
          outcome.code === "InvalidARN"
            ? { ...outcome, code: value }
            : outcome,
      })),
    ),
  ),
  variant(
    "an ARN finds its resource by an id in other case",
    together(
      ofTags.map((operation) =>
        reads(operation, (input) => {
          const { ResourceName = "" } = input;
          const id = keyIn(ResourceName).split(":")[1] ?? "";
          return id === "" || !ResourceName.endsWith(`:${id}`)
            ? input
            : { ...input, ResourceName: ResourceName.slice(0, -id.length) + keyOf(id) };
        }),
      ),
    ),
  ),
  variant(
    "a resource that may not be tagged yet is told in other words",
    together(
      ofTags.map((operation) => ({
        outcome: (outcome, call) =>
          call.operation === operation &&
          outcome.kind === "refused" &&
          outcome.message.includes("available for tagging")
            ? { ...outcome, message: "Try again later." }
            : outcome,
      })),
    ),
  ),
];
