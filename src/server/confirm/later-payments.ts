import { intervalLabel } from "../kit/interval-label.ts";
import type { Facts, LaterPayments, PlansToChoose } from "./facts/facts.ts";
import { type QuestionLanguage, showMoney } from "./money.ts";

/** Every further payment that a yes also agrees to, in sentences that are never cut. Undefined if there is none. */
export function laterSentence(later: Facts["later"] = [], language: QuestionLanguage): string | undefined {
  const { intro } = WORDS[language];
  const certain = later.filter((one): one is LaterPayments => !("oneOf" in one));
  const toChoose = later.filter((one) => "oneOf" in one);
  const sentences = toChoose.map((plans) => describePlans(plans, language));
  if (certain.length > 0) {
    sentences.unshift(`${intro} ${describeAll(certain, language)}.`);
  }
  return sentences.join(" ") || undefined;
}

const WORDS = {
  en: {
    intro: "Further payments follow without another question:",
    dependsOnPlan: "Which further payments follow without another question depends on the payment plan:",
    none: "none",
    until: "until they are stopped",
    times: (count: number) => (count === 1 ? "once" : `${count} times`),
  },
  de: {
    intro: "Ohne weitere Rückfrage folgen:",
    dependsOnPlan: "Welche Zahlungen ohne weitere Rückfrage folgen, hängt vom Zahlungsplan ab:",
    none: "keine",
    until: "bis sie beendet werden",
    times: (count: number) => (count === 1 ? "einmal" : `${count}-mal`),
  },
} as const;

function describePlans({ oneOf }: PlansToChoose, language: QuestionLanguage): string {
  const { dependsOnPlan, none } = WORDS[language];
  const plans = oneOf.map((plan, index) => `(${index + 1}) ${describeAll(plan, language) || none}`);
  return `${dependsOnPlan} ${plans.join("; ")}.`;
}

function describeAll(payments: readonly LaterPayments[], language: QuestionLanguage): string {
  return payments.map((one) => describe(one, language)).join("; ");
}

function describe({ each, interval, count }: LaterPayments, language: QuestionLanguage): string {
  const { until, times } = WORDS[language];
  const rhythm = interval === "" ? "" : ` ${intervalLabel(interval, language)}`;
  return `${showMoney(each, language)}${rhythm}, ${count === undefined ? until : times(count)}`;
}
