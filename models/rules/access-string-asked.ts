import { type AccessRule } from "../vocabulary/access-string.ts";
import { type Asked, accessStringIn } from "./rule.ts";

export type Setter = "CreateUser" | "ModifyUser";

/** Access strings that AWS gave back as they were sent (F081, F082, F083). */
export const fixedPoints = ["off ~* -@all", "off -@all", "on +@all", "on ~* +@all"];

/** Lists of commands that AWS gave back as they were sent, or in the same layout (F084, F310, F312). */
export const fixedLists = [
  "on ~app::* -@all +@read +@hash +@bitmap +@geo -setbit -bitfield -hset -georadiusbymember",
  "off ~restricted:* -@all +get +ping",
  "on ~connector:* -@all +@connection +@read +@write +@scripting",
];

/** A string with patterns for reading only, as a redis user reads it back (F311, F315). */
export const fixedDirectional =
  "on %R~connector:registration-otp:v2:{*}:challenge ~connector:registration-otp:v2:{*}:state resetchannels -@all +hello +auth +ping +command +cluster|slots +watch +unwatch +multi +exec +discard +hmget +hlen +pttl +hset +pexpire";

/** 439 characters, the longest string known to be taken (F316). */
export const longest = `on ~${"k".repeat(422)}:* -@all +get`;

export const given = ({ input }: Asked<Setter>): string => accessStringIn(input);

export const isFixed = (text: string): boolean =>
  [...fixedPoints, ...fixedLists, fixedDirectional].includes(text);

export const uses = (asked: Asked<Setter>, test: (rule: AccessRule) => boolean): boolean =>
  asked.traits().rules.some((rule) => test(rule));

export const isPlain = (asked: Asked<Setter>): boolean => asked.traits().plain;
