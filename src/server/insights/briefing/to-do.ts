import type { LabelLanguage } from "../insight.ts";
import type { Waiting } from "./waiting.ts";

/** What may need the seller. A member that is absent could not be read. */
export interface ToDo {
  readonly refundRequests: Waiting | undefined;
  readonly deliveries: Waiting | undefined;
  readonly proofs: Waiting | undefined;
  /** Orders behind with their payments. */
  readonly openPayments: number | undefined;
}

type Sentence = (count: number) => string;

const SENTENCES: Readonly<Record<LabelLanguage, Readonly<Record<keyof ToDo, Sentence> & { nothing: string }>>> = {
  en: {
    proofs: (count) =>
      `Answer ${plural(count, "service proof request", "service proof requests")}: each has a due date.`,
    refundRequests: (count) => `Decide on ${plural(count, "refund request", "refund requests")}.`,
    deliveries: (count) => `Send ${plural(count, "delivery", "deliveries")}.`,
    openPayments: (count) => `Follow up on ${plural(count, "order", "orders")} behind with payments.`,
    nothing: "Nothing is waiting for the seller.",
  },
  de: {
    proofs: (count) =>
      `${plural(count, "Leistungsnachweis", "Leistungsnachweise")} erbringen: Jede Anfrage hat eine Frist.`,
    refundRequests: (count) => `Über ${plural(count, "Erstattungsanfrage", "Erstattungsanfragen")} entscheiden.`,
    deliveries: (count) => `${plural(count, "Lieferung", "Lieferungen")} versenden.`,
    openPayments: (count) => `Um ${plural(count, "Bestellung", "Bestellungen")} mit überfälligen Zahlungen kümmern.`,
    nothing: "Für den Verkäufer ist nichts zu tun.",
  },
};
const ORDER = ["proofs", "refundRequests", "deliveries", "openPayments"] as const;

/** What needs the seller today, the most urgent first. */
export function needsSeller(toDo: ToDo, language: LabelLanguage): readonly string[] {
  const sentences = SENTENCES[language];
  const found = ORDER.flatMap((name) => {
    const waiting = toDo[name];
    const count = typeof waiting === "object" ? waiting.count : (waiting ?? 0);
    return count > 0 ? [sentences[name](count)] : [];
  });
  const isAllKnown = ORDER.every((name) => toDo[name] !== undefined);
  return found.length === 0 && isAllKnown ? [sentences.nothing] : found;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
