import { intervalLabel } from "../kit/interval-label.ts";
import type { LaterPayments } from "./facts/facts.ts";
import { type QuestionLanguage, showMoney } from "./money.ts";

/** Every further payment that a yes also agrees to, in a sentence that is never cut. Undefined if there is none. */
export function laterSentence(
  later: readonly LaterPayments[] | undefined,
  language: QuestionLanguage,
): string | undefined {
  if (later === undefined || later.length === 0) {
    return undefined;
  }
  const { intro, join } = WORDS[language];
  return `${intro} ${later.map((one) => describe(one, language)).join(join)}.`;
}

const WORDS = {
  en: {
    intro: "Further payments follow without another question:",
    join: "; ",
    until: "until they are stopped",
    times: (count: number) => (count === 1 ? "once" : `${count} times`),
  },
  de: {
    intro: "Ohne weitere Rückfrage folgen:",
    join: "; ",
    until: "bis sie beendet werden",
    times: (count: number) => (count === 1 ? "einmal" : `${count}-mal`),
  },
} as const;

function describe({ each, interval, count }: LaterPayments, language: QuestionLanguage): string {
  const { until, times } = WORDS[language];
  const rhythm = interval === "" ? "" : ` ${intervalLabel(interval, language)}`;
  return `${showMoney(each, language)}${rhythm}, ${count === undefined ? until : times(count)}`;
}
