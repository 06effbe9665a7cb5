/** The HTTP status of each code of the API model (F013). */
export const statuses: Readonly<Record<string, number>> = {
  DefaultUserAssociatedToUserGroup: 400,
  DefaultUserRequired: 400,
  DuplicateUserName: 400,
  InvalidARN: 400,
  InvalidParameterCombination: 400,
  InvalidParameterValue: 400,
  InvalidUserGroupState: 400,
  InvalidUserState: 400,
  TagNotFound: 404,
  TagQuotaPerResourceExceeded: 400,
  UserAlreadyExists: 400,
  UserGroupAlreadyExists: 400,
  UserGroupNotFound: 404,
  UserGroupQuotaExceeded: 400,
  UserNotFound: 404,
  UserQuotaExceeded: 400,
};

const spellings = new Map(Object.keys(statuses).map((code) => [code.toLowerCase(), code]));

/** A code without what the SDK adds to all but one: `Fault` or `Exception` (F014, F015). */
export const withoutAffix = (code: string): string =>
  code === "ServiceLinkedRoleNotFoundFault" ? code : code.replace(/(?:Fault|Exception)$/, "");

/**
 * The code of the API model that this is meant to be: in other letters, with white space around it, with the namespace of another
 * protocol before it or its colon after it, or as the class of an SDK has it. Any other as it stands.
 */
export function modelledCode(code: string): string {
  const bare = withoutAffix(code.trim());
  const [word = ""] = (bare.split(/[#/]/).at(-1) ?? "").split(":");
  const plain = word.replace(/(?:Fault|Exception|Error)$/i, "").toLowerCase();
  return spellings.get(plain) ?? code.trim();
}

/** True of a code that says that the sender is wrong, however it is spelt. */
export const isModelled = (code: string): boolean => Object.hasOwn(statuses, modelledCode(code));

/** Codes that any AWS service may answer with, declared or not. */
export const commonCodes: readonly string[] = ["MissingParameter", "ValidationError"];
