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

export interface CreateUserGroupInput {
  readonly UserGroupId?: string;
  readonly Engine?: string;
  readonly UserIds?: readonly string[];
  readonly Tags?: readonly Tag[];
}

export interface ModifyUserGroupInput {
  readonly UserGroupId?: string;
  readonly UserIdsToAdd?: readonly string[];
  readonly UserIdsToRemove?: readonly string[];
  readonly Engine?: string;
}

export interface DeleteUserGroupInput {
  readonly UserGroupId?: string;
}

export interface DescribeUserGroupsInput {
  readonly UserGroupId?: string;
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

/** What a group that is `modifying` will lose and gain (F178). */
export interface PendingChanges {
  readonly UserIdsToRemove?: readonly string[];
  readonly UserIdsToAdd?: readonly string[];
}

/** A user group as every operation answers it (F007). Members are optional because a target may leave them out. */
export interface UserGroup {
  readonly UserGroupId?: string;
  readonly Status?: string;
  readonly Engine?: string;
  readonly UserIds?: readonly string[];
  readonly MinimumEngineVersion?: string;
  readonly PendingChanges?: PendingChanges;
  readonly ReplicationGroups?: readonly string[];
  readonly ServerlessCaches?: readonly string[];
  readonly ARN?: string;
}

/** The members of a user group, as the API model names them. */
export const userGroupMembers = [
  "UserGroupId",
  "Status",
  "Engine",
  "UserIds",
  "MinimumEngineVersion",
  "PendingChanges",
  "ReplicationGroups",
  "ServerlessCaches",
  "ARN",
] as const satisfies readonly (keyof UserGroup)[];

export interface DescribeUserGroupsOutput {
  readonly Marker?: string;
  readonly UserGroups?: readonly UserGroup[];
}

export interface ListTagsForResourceInput {
  readonly ResourceName?: string;
}

export interface AddTagsToResourceInput {
  readonly ResourceName?: string;
  readonly Tags?: readonly Tag[];
}

export interface RemoveTagsFromResourceInput {
  readonly ResourceName?: string;
  readonly TagKeys?: readonly string[];
}

/** What every operation on tags answers (F024). */
export interface TagListOutput {
  readonly TagList?: readonly Tag[];
}

/** The operations under contract, each with the shape of its request and of its result. */
export interface Contract {
  CreateUser: { input: CreateUserInput; output: User };
  ModifyUser: { input: ModifyUserInput; output: User };
  DescribeUsers: { input: DescribeUsersInput; output: DescribeUsersOutput };
  DeleteUser: { input: DeleteUserInput; output: User };
  CreateUserGroup: { input: CreateUserGroupInput; output: UserGroup };
  ModifyUserGroup: { input: ModifyUserGroupInput; output: UserGroup };
  DescribeUserGroups: { input: DescribeUserGroupsInput; output: DescribeUserGroupsOutput };
  DeleteUserGroup: { input: DeleteUserGroupInput; output: UserGroup };
  ListTagsForResource: { input: ListTagsForResourceInput; output: TagListOutput };
  AddTagsToResource: { input: AddTagsToResourceInput; output: TagListOutput };
  RemoveTagsFromResource: { input: RemoveTagsFromResourceInput; output: TagListOutput };
}

export type OperationName = keyof Contract;
/** The operations that list. */
export type ListOperation = "DescribeUsers" | "DescribeUserGroups";
export type Input<K extends OperationName> = Contract[K]["input"];
export type Output<K extends OperationName> = Contract[K]["output"];

/**
 * One request as plain data: what is sent, stored, shrunk and replayed. Text of the form `{{a:16}}` stands for
 * sixteen secret characters; they are put in when the request is sent, and taken out of whatever comes back.
 * `{{arn:user:u-0}}` stands for the ARN that this user has where the request is sent to, whatever the account;
 * `{{marker}}` for the marker of the page before, and `#` in an id for the turn of a command that is sent many times.
 */
export type Command<K extends OperationName = OperationName> = {
  [N in K]: {
    readonly operation: N;
    readonly input: Input<N>;
    /** Asked again until what it shows has settled or can be tagged, or until the last page has come. */
    readonly until?: "settled" | "listed";
    /** Sent so many times, one after another. */
    readonly times?: number;
    /** Which of several clients sends it: they do not wait for each other, each only for its own answers. */
    readonly client?: number;
    /** Sent by a second account, which shares nothing with the first. */
    readonly account?: "other";
    /** Sent under an Action name that no operation has. */
    readonly action?: string;
    /** Sent to another region than the session's own. */
    readonly region?: string;
  };
}[K];

/** The error codes as they stand on the wire (F013): without `Fault` and `Exception`, but for one (F014). */
export type FaultCode =
  | "DefaultUserAssociatedToUserGroup"
  | "DefaultUserRequired"
  | "DuplicateUserName"
  | "InvalidARN"
  | "InvalidParameterCombination"
  | "InvalidParameterValue"
  | "InvalidUserGroupState"
  | "InvalidUserState"
  | "ServiceLinkedRoleNotFoundFault"
  | "TagNotFound"
  | "TagQuotaPerResourceExceeded"
  | "UserAlreadyExists"
  | "UserGroupAlreadyExists"
  | "UserGroupNotFound"
  | "UserGroupQuotaExceeded"
  | "UserNotFound"
  | "UserQuotaExceeded";

/** True of an operation that changes nothing. */
export const isRead = (operation: OperationName): boolean => /^(?:Describe|List)/.test(operation);

/** True of a request that was never sent. */
export const isUnsent = (answer: Answer): boolean =>
  answer.kind === "lost" && (answer.cause === "unsent" || answer.cause === "unworded");

/** True of a request that the client has no way to ask in full. */
export const isUnasked = (answer: Answer): boolean =>
  answer.kind === "lost" && (answer.cause === "unworded" || answer.cause === "overlooked");

/** The response as it came, body decoded as UTF-8. Header names are in lower case. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back. `lost` is trouble on the road (time-out, reset, 5xx, a stranger's page) and breaks no rule but those on what can be read. */
export type Answer<K extends OperationName = OperationName> =
  | { readonly kind: "accepted"; readonly output: Output<K>; readonly wire?: Wire }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      /** Nobody says in which words: of a client that has its own. */
      readonly isWordless?: true;
      /** It is the client's own failure: what the service made of the request, nobody knows. */
      readonly isOwn?: true;
      /** What a client did not look at, so that it may be what was refused for. */
      readonly overlooked?: string;
      readonly wire?: Wire;
    }
  | { readonly kind: "unsupported"; readonly reason: string; readonly wire?: Wire }
  | {
      readonly kind: "lost";
      readonly reason: string;
      readonly cause?: LossCause;
      /** The code by which it was turned away, where there was one: it was answered, though not to what it asked for. */
      readonly code?: string;
      readonly wire?: Wire;
    };

/**
 * Why an answer is lost, where that is known: it was never sent; the service turned it away before it looked at it; it did not
 * come in time; it was longer or deeper than any answer is; it claims to be one, and cannot be read; the run ended before it came.
 * Of a client: it has no word for such a request, so that none was sent; or it did not look at a part of it, so that another was.
 */
export type LossCause =
  | "unsent"
  | "throttled"
  | "denied"
  | "credentials"
  | "timeout"
  | "oversized"
  | "unreadable"
  | "unworded"
  | "overlooked"
  | "ended";

export interface Exchange<K extends OperationName = OperationName> {
  readonly command: Command<K>;
  readonly answer: Answer<K>;
  /** The deadline passed and the answer is still not what `until` waits for. */
  readonly overdue?: true;
  /** Where several clients spoke: when it was sent and answered, in turns. */
  readonly called?: number;
  readonly returned?: number;
}
