import { type AccessRule } from "../vocabulary/access-string.ts";
import { type Asked, accessStringIn } from "./rule.ts";

export type Setter = "CreateUser" | "ModifyUser";

/** Access strings that AWS gave back as they were sent (F081, F082, F083). */
export const fixedPoints = ["off ~* -@all", "off -@all", "on +@all", "on ~* +@all"];

/** The longest list of commands that AWS gave back as it was sent, to redis and to valkey users (F084, F402). */
const longList =
  "on ~app::* -@all +@read +@hash +@bitmap +@geo -setbit -bitfield -hset -hsetnx -hmset -hincrby -hincrbyfloat -hdel -bitop -geoadd -georadius -georadiusbymember";

/** Lists of commands that AWS gave back as they were sent (F084, F310, F312). */
export const fixedLists = [
  longList,
  "off ~restricted:* -@all +get +ping",
  "on ~connector:* -@all +@connection +@read +@write +@scripting",
];

/** Access strings that AWS gave back to valkey users as they were sent (F402). */
export const fixedOnValkey = ["on ~* +@all", longList];

/** Other access strings that AWS took from valkey users, or that stand in configurations in use (F320, F404, F405). */
export const seenOnValkey = [
  "off -@all",
  "on ~{tag}:* -@all +@connection +cluster|slots +get",
  "on ~app::* -@all +@read",
  "on ~t:* &t:* +@all -@dangerous +info +client|setinfo +client|setname",
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
