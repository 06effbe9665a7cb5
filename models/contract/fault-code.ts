/** A code as the wire has it: the SDK adds `Fault` or `Exception` to all but one (F014, F015). */
export const withoutAffix = (code: string): string =>
  code === "ServiceLinkedRoleNotFoundFault" ? code : code.replace(/(?:Fault|Exception)$/, "");

/** Codes that any AWS service may answer with, declared or not. */
export const commonCodes: readonly string[] = ["MissingParameter", "ValidationError"];
