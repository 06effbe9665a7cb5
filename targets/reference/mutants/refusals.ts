import type { OperationName } from "../../../models/contract/contract.ts";
import { operationNames } from "../../../models/contract/requests.ts";
import { type Mutant, mutant } from "./mutant.ts";

/** The name of an operation as the AWS CLI and the ids of rules spell it. */
const inKebabCase = (operation: OperationName): string =>
  operation.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Refusals that name somebody whom nobody has spoken of, of each operation. */
export const refusalMutants: readonly Mutant[] = operationNames.map((operation) =>
  mutant(
    `${inKebabCase(operation)}/refusal-names-another`,
    operation.endsWith("Resource") ? 2 : 1,
    {
      outcome: (outcome, call) =>
        call.operation === operation && outcome.kind === "refused"
          ? { ...outcome, message: "User user1 already exists." }
          : outcome,
    },
  ),
);
