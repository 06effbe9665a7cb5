import type { Conversation } from "../../models/contract/command.ts";
import { bare } from "../../targets/reference/bare.ts";
import { together } from "../../targets/reference/faults.ts";
import type { Windows } from "../../targets/reference/store.ts";
import { check } from "../check/check.ts";
import type { Checked } from "../check/checked.ts";
import { unmetered } from "../run/meter.ts";
import { run } from "../run/run.ts";
import { settleTimeoutFor } from "../run/settle-timeout.ts";
import type { Trace } from "../run/trace.ts";
import { type Hypothesis, isOfForm } from "./hypotheses.ts";
import { alike, type Symptom } from "./symptom.ts";

/** How long faulty services are waited for, in seconds of their clock. */
const settleSeconds = 20;

export interface Where {
  readonly region: string;
  readonly windows: Windows;
  /** Ends it: nothing shows anything any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Tells stories to faulty services in memory, and says what these show. Answers go through XML only where a fault is one of their form. */
export class Trying {
  readonly #where: Where;
  /** What a sound service answers: read from XML, and not. */
  readonly #sound = {
    wired: new Map<Conversation, string>(),
    plain: new Map<Conversation, string>(),
  };

  constructor(where: Where) {
    this.#where = where;
  }

  /** True where a service with these faults shows what was seen. */
  async shows(chosen: readonly Hypothesis[], symptom: Symptom): Promise<boolean> {
    const told = await this.told(chosen, symptom);
    return (
      told?.failures.some(
        ({ violation, step }) =>
          step === symptom.failure.step && alike(violation, symptom.failure.violation),
      ) === true
    );
  }

  /** What a story comes to where these faults are; nothing where they make no difference. */
  async told(
    chosen: readonly Hypothesis[],
    { rule, conversation }: Pick<Symptom, "rule" | "conversation">,
  ): Promise<Checked | undefined> {
    if (this.#where.signal?.aborted === true) return undefined;
    const isWired = rule.startsWith("wire/") || chosen.some((one) => isOfForm(one));
    const trace = await this.#trace(chosen, isWired, conversation);
    const known = this.#sound[isWired ? "wired" : "plain"];
    const sound =
      known.get(conversation) ?? answersIn(await this.#trace([], isWired, conversation));
    known.set(conversation, sound);
    return answersIn(trace) === sound ? undefined : check(this.#where.region, trace);
  }

  #trace(
    chosen: readonly Hypothesis[],
    isWired: boolean,
    conversation: Conversation,
  ): Promise<Trace> {
    const fault = together(chosen.map((one) => one.fault));
    const target = bare({ ...this.#where, fault, isWired });
    const patience = settleTimeoutFor(target, settleSeconds, Infinity);
    return run(target, conversation, unmetered, patience);
  }
}

/** What was answered, without what is another each time. */
const answersIn = ({ said }: Trace): string =>
  JSON.stringify(
    said.map(({ exchange: { answer, overdue } }) => [
      answer.kind === "lost" ? answer.reason : answer,
      overdue,
    ]),
  );
