import type { members, requests, results } from "./members.ts";
import type { ValueOf } from "./shape.ts";

export type OperationName = keyof typeof requests;
/** The operations that list. */
export type ListOperation = "DescribeUsers" | "DescribeUserGroups";

type MemberOf<K extends OperationName> =
  | (typeof requests)[K]["required"][number]
  | (typeof requests)[K]["optional"][number];

type Table = {
  readonly [K in OperationName]: {
    readonly input: { readonly [M in MemberOf<K>]?: ValueOf<(typeof members)[M]> };
    readonly output: ValueOf<(typeof results)[K]>;
  };
};

/** The operations, each with the shape of its request and of its result. An interface, so that the compiler reads a member of one of several. */
interface Contract extends Table {}

export type Input<K extends OperationName> = Contract[K]["input"];
export type Output<K extends OperationName> = Contract[K]["output"];

/** A request of any operation, with whichever members it has. */
export type AnyInput = { readonly [M in keyof typeof members]?: ValueOf<(typeof members)[M]> };
export type Tag = ValueOf<(typeof members)["Tags"]>[number];
/** The members by which CreateUser and ModifyUser say how a user proves who it is. */
export type AuthenticationRequest = Pick<
  AnyInput,
  "Passwords" | "NoPasswordRequired" | "AuthenticationMode"
>;

/** Members are optional because a target may leave them out. */
export type User = Output<"CreateUser">;
export type Authentication = NonNullable<User["Authentication"]>;
export type UserGroup = Output<"CreateUserGroup">;

/**
 * One request as plain data: what is sent, stored, shrunk and replayed. What is known only when it is sent stands in it as a
 * placeholder (`placeholder.ts`): secrets, which are taken out of whatever comes back, ARNs, markers, and turns.
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

/** True of an operation on the tags of somebody. */
export const isOnTags = (operation: OperationName): boolean => operation.includes("Tags");

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
  /** Of bytes that are no UTF-8: each of them stands in the body as U+FFFD. */
  readonly isUtf8?: false;
}

/** What the AWS SDK made of a response, where it is something else than what stands in it. */
interface Misread {
  readonly misread?: string;
}

/** What came back. `lost` is trouble on the road (time-out, reset, 5xx, a stranger's page) and breaks no rule but those on what can be read. */
export type Answer<K extends OperationName = OperationName> =
  | ({ readonly kind: "accepted"; readonly output: Output<K>; readonly wire?: Wire } & Misread)
  | ({
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
    } & Misread)
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
