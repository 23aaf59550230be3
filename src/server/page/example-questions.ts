import type { Surface } from "../contract/surface.ts";
import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import type { PageView } from "./page-view.ts";
import { FRAME_TEXTS } from "./texts/frame-texts.ts";

const MAX_QUESTIONS = 3;

interface ExampleQuestion extends Readonly<Record<Language, string>> {
  /** All of them have to be served. */
  readonly tools: readonly string[];
}

/** The most convincing first. */
export const EXAMPLE_QUESTIONS: readonly ExampleQuestion[] = [
  {
    tools: ["reportSales"],
    de: "Wie viel Umsatz hat jedes meiner Produkte im letzten Monat gemacht, verglichen mit dem Monat davor?",
    en: "How much revenue did each of my products make last month, compared with the month before?",
  },
  {
    tools: ["reportOpenPayments"],
    de: "Welche Kunden sind mit ihren Raten im Rückstand, und wie viel ist offen?",
    en: "Which customers are behind on their instalments, and how much is open?",
  },
  {
    tools: ["PostCreatevoucher"],
    de: "Lege einen Gutschein über 20 % an, der bis Sonntag gilt.",
    en: "Create a voucher for 20% off that is valid until Sunday.",
  },
  {
    tools: ["reportSubscriptions"],
    de: "Wie viele Abos wurden in den letzten drei Monaten gekündigt?",
    en: "How many subscriptions were cancelled in the last three months?",
  },
  {
    tools: ["listPurchases"],
    de: "Welche Bestellungen sind seit gestern eingegangen?",
    en: "Which orders have come in since yesterday?",
  },
  {
    tools: ["listPurchasesOfEmail"],
    de: "Was hat anna@example.com bei mir gekauft?",
    en: "What has anna@example.com bought from me?",
  },
  {
    tools: ["PostListvouchers"],
    de: "Welche Gutscheine laufen diesen Monat ab?",
    en: "Which vouchers expire this month?",
  },
];

/** Renders questions that the tools of this address can answer. */
export function renderQuestions({ language, surface }: PageView): Html {
  const texts = FRAME_TEXTS[language];
  const questions = questionsFor(surface);
  if (questions.length === 0) {
    return html``;
  }
  return html`<section id="questions" aria-labelledby="questions-title">
<h2 id="questions-title">${texts.questions}</h2>
<ul class="questions">${questions.map((question) => html`<li>${question[language]}</li>`)}</ul>
</section>`;
}

function questionsFor({ tools }: Surface): readonly ExampleQuestion[] {
  const answerable = EXAMPLE_QUESTIONS.filter(({ tools: needed }) => needed.every((name) => tools.has(name)));
  return answerable.slice(0, MAX_QUESTIONS);
}
