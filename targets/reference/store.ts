import type { OperationName } from "../../models/contract.ts";

/** A user as the service keeps it. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly accessString: string;
  /** The access string needs Redis 7 (F311). */
  readonly isModern: boolean;
  readonly type: "password" | "no-password" | "iam";
  readonly passwordCount: number;
  readonly status: "active" | "modifying" | "deleting";
  /** When the status ends, in milliseconds of the service's clock. */
  readonly until: number;
}

export type Users = Map<string, StoredUser>;

/** What a request meets when it comes in. */
export interface Call {
  readonly operation: OperationName;
  readonly region: string;
  readonly account: string;
  readonly users: Users;
  readonly now: number;
}

export interface Refusal {
  readonly kind: "refused";
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Acceptance {
  readonly kind: "accepted";
  /** As XML builders take it: lists as `{ member: [...] }`. */
  readonly result: object;
}

export type Outcome = Acceptance | Refusal;

/** A refusal with the HTTP status of its code (F013). */
export const refused = (code: string, message: string): Refusal => ({
  kind: "refused",
  status: code === "UserNotFound" ? 404 : 400,
  code,
  message,
});

/** The user that every region has from the start (F151). */
export const defaultUser: StoredUser = {
  id: "default",
  name: "default",
  engine: "redis",
  accessString: "on ~* +@all",
  isModern: false,
  type: "no-password",
  passwordCount: 0,
  status: "active",
  until: 0,
};
