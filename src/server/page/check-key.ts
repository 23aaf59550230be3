import type { ReadKey } from "../key/api-key.ts";
import { keyAnswerIn } from "../key/key-answers.ts";
import { isReadOnlyKey, isSpecialKey, type KeyOwner, type NoOwner, probeKey } from "../key/probe-key.ts";
import type { Language } from "../kit/language.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { Verdict } from "./page-view.ts";
import { VERDICT_TEXTS } from "./texts/verdict-texts.ts";

const TIMEOUT_MS = 10_000;
/** The role of an account that sells products of its own. */
const VENDOR = "vendor";

/** Says what was entered instead of a key, if that can be seen. */
export function notAKey(language: Language, { mistakeKind }: Partial<Extract<ReadKey, { key: undefined }>>): Verdict {
  const texts = VERDICT_TEXTS[language];
  const mistake = mistakeKind === undefined ? texts.oneWord : texts.mistakes[mistakeKind];
  return { tone: "bad", title: texts.noKey, details: [mistake, texts.wholeKey] };
}

export function sentFromElsewhere(language: Language): Verdict {
  const { otherPage, otherPageAdvice } = VERDICT_TEXTS[language];
  return { tone: "bad", title: otherPage, details: [otherPageAdvice] };
}

export function tooManyKeys(
  language: Language,
  limit: { readonly max: number; readonly retryAfterSeconds: number },
): Verdict {
  const texts = VERDICT_TEXTS[language];
  return {
    tone: "unknown",
    title: texts.tooMany,
    details: [texts.limit(limit.max), texts.waitFor(limit.retryAfterSeconds)],
  };
}

/** Answers a form that was sent without a key. */
export function emptyField(language: Language): Verdict {
  const texts = VERDICT_TEXTS[language];
  return { tone: "bad", title: texts.emptyField, details: [texts.wholeKey] };
}

/** Asks Digistore24 about a key and puts the answer into words. */
export async function checkKey(client: Digistore24Client, apiKey: string, language: Language): Promise<Verdict> {
  const texts = VERDICT_TEXTS[language];
  const probe = await probeKey(client, apiKey, TIMEOUT_MS, { language });
  if (probe.state === "refused") {
    return { tone: "bad", title: texts.refused, details: [texts.refusedAdvice, ...quoteAnswer(language, probe)] };
  }
  if (probe.state === "unknown") {
    const details = [texts.uncheckedBecause[probe.kind], ...quoteAnswer(language, probe), texts.uncheckedAdvice];
    return { tone: "unknown", title: texts.unchecked, details };
  }
  const owner = describeOwner(language, probe.owner);
  const isReadOnly = await isReadOnlyKey(client, apiKey, TIMEOUT_MS);
  if (isReadOnly && (await isSpecialKey(client, apiKey, TIMEOUT_MS))) {
    return { tone: "bad", title: texts.special, details: [owner, texts.specialAdvice] };
  }
  const own = rolesOf(probe.owner).includes(VENDOR) ? [] : [texts.sellsNothing];
  return { tone: "good", title: texts.works, details: [owner, ...own, isReadOnly ? texts.mayRead : texts.mayChange] };
}

/** The API's own sentence, in the language of the page if it is a known one. */
function quoteAnswer(language: Language, { vendorMessage }: NoOwner): readonly string[] {
  if (!vendorMessage) {
    return [];
  }
  const { answer, wording } = VERDICT_TEXTS[language];
  const translated = keyAnswerIn(language, vendorMessage);
  return [translated === undefined ? wording(vendorMessage) : answer(translated)];
}

function rolesOf({ roles }: KeyOwner): readonly string[] {
  return roles.match(/\w+/g) ?? [];
}

function describeOwner(language: Language, owner: KeyOwner): string {
  const texts = VERDICT_TEXTS[language];
  const roles = rolesOf(owner).map((role) => (Object.hasOwn(texts.roles, role) ? (texts.roles[role] ?? role) : role));
  const inRoles = roles.length === 0 ? [] : [texts.inRoles(new Intl.ListFormat(language).format(roles))];
  return [texts.owner(owner), ...inRoles].join(" ");
}
