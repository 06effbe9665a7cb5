/** How a user proves who it is, in the newer spelling of a request. `Type`: password, no-password-required or iam. */
export interface AuthenticationMode {
  readonly Type?: string;
  readonly Passwords?: readonly string[];
}

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

/** The members by which CreateUser and ModifyUser say how a user proves who it is. */
export interface AuthenticationRequest {
  readonly Passwords?: readonly string[];
  readonly NoPasswordRequired?: boolean;
  readonly AuthenticationMode?: AuthenticationMode;
}

export interface CreateUserInput extends AuthenticationRequest {
  readonly UserId?: string;
  readonly UserName?: string;
  readonly Engine?: string;
  readonly AccessString?: string;
  readonly Tags?: readonly Tag[];
}

export interface ModifyUserInput extends AuthenticationRequest {
  readonly UserId?: string;
  readonly AccessString?: string;
  readonly AppendAccessString?: string;
  readonly Engine?: string;
}

export interface DeleteUserInput {
  readonly UserId?: string;
}

export interface DescribeUsersInput {
  readonly Engine?: string;
  readonly UserId?: string;
  readonly Filters?: readonly Filter[];
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

/** `Type` reads back as password, no-password or iam: not the spelling of the request. */
export interface Authentication {
  readonly Type?: string;
  readonly PasswordCount?: number;
}

/** A user as every operation answers it (F006). Members are optional because a target may leave them out. */
export interface User {
  readonly UserId?: string;
  readonly UserName?: string;
  readonly Status?: string;
  readonly Engine?: string;
  readonly MinimumEngineVersion?: string;
  readonly AccessString?: string;
  readonly UserGroupIds?: readonly string[];
  readonly Authentication?: Authentication;
  readonly ARN?: string;
}

/** The members of a user, as the API model names them. */
export const userMembers = [
  "UserId",
  "UserName",
  "Status",
  "Engine",
  "MinimumEngineVersion",
  "AccessString",
  "UserGroupIds",
  "Authentication",
  "ARN",
] as const satisfies readonly (keyof User)[];

export interface DescribeUsersOutput {
  readonly Marker?: string;
  readonly Users?: readonly User[];
}

/** The operations under contract, each with the shape of its request and of its result. */
export interface Contract {
  CreateUser: { input: CreateUserInput; output: User };
  ModifyUser: { input: ModifyUserInput; output: User };
  DescribeUsers: { input: DescribeUsersInput; output: DescribeUsersOutput };
  DeleteUser: { input: DeleteUserInput; output: User };
}

export type OperationName = keyof Contract;
export type Input<K extends OperationName> = Contract[K]["input"];
export type Output<K extends OperationName> = Contract[K]["output"];

/**
 * One request as plain data: what is sent, stored, shrunk and replayed. Text of the form `{{a:16}}` stands for
 * sixteen secret characters; they are put in when the request is sent, and taken out of whatever comes back.
 */
export type Command<K extends OperationName = OperationName> = {
  [N in K]: {
    readonly operation: N;
    readonly input: Input<N>;
    /** Asked again until the users it shows have settled, or until the last page has come. */
    readonly until?: "settled" | "listed";
    /** Sent under an Action name that no operation has. */
    readonly action?: string;
    /** Sent to another region than the session's own. */
    readonly region?: string;
  };
}[K];

/** The error codes as they stand on the wire (F013): without `Fault` and `Exception`, but for one (F014). */
export type FaultCode =
  | "DefaultUserAssociatedToUserGroup"
  | "DuplicateUserName"
  | "InvalidParameterCombination"
  | "InvalidParameterValue"
  | "InvalidUserState"
  | "ServiceLinkedRoleNotFoundFault"
  | "TagQuotaPerResourceExceeded"
  | "UserAlreadyExists"
  | "UserNotFound"
  | "UserQuotaExceeded";

/** The response as it came, body decoded as UTF-8. Header names are in lower case. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back. `lost` is trouble on the road (time-out, reset, 5xx, not XML) and never held against the target. */
export type Answer<K extends OperationName = OperationName> =
  | { readonly kind: "accepted"; readonly output: Output<K>; readonly wire?: Wire }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly wire?: Wire;
    }
  | { readonly kind: "unsupported"; readonly reason: string; readonly wire?: Wire }
  | { readonly kind: "lost"; readonly reason: string; readonly wire?: Wire };

export interface Exchange<K extends OperationName = OperationName> {
  readonly command: Command<K>;
  readonly answer: Answer<K>;
  /** The deadline passed and the answer is still not what `until` waits for. */
  readonly overdue?: true;
}
