import type { AnyToolDefinition } from "../../contract/tool-definition.ts";
import { toolsetTitle } from "./toolset-titles.ts";

interface Subject {
  /** German and English, because sellers search in either. The search knows endings, but not other words of a stem. */
  readonly words: string;
  /** Toolsets, and tools of others. */
  readonly finds: readonly string[];
}

/** The everyday words of sellers that the title of a tool or toolset may not have. */
export const SUBJECTS: readonly Subject[] = [
  {
    words: "Erstattung Rückerstattung Rückzahlung Widerruf Storno stornieren Geld zurück refund money back",
    finds: ["refunds", "updateServiceProofRequest", "PostListtransactions", "reportSales"],
  },
  { words: "Rückbuchung Rücklastschrift chargeback", finds: ["PostListtransactions", "reportSales"] },
  { words: "Gutschrift credit note", finds: ["invoices", "payouts"] },
  { words: "Rabatt Nachlass Gutscheincode Coupon Promocode Aktionscode discount promotion", finds: ["vouchers"] },
  {
    words: "Umsatz Einnahmen Erlös Verdienst Gewinn Verkauf Verkäufe revenue sales earnings income turnover",
    finds: ["reportSales", "briefShop", "statsSales", "statsSalesSummary", "statsDailyAmounts", "PostListtransactions"],
  },
  {
    words: "Einnahmen Verdienst Auszahlung earnings income payout",
    finds: ["commissions", "payouts", "statsExpectedPayouts"],
  },
  {
    words: "Statistik Auswertung Bericht Kennzahlen Überblick report figures analytics overview",
    finds: ["statistics", "insights"],
  },
  {
    words: "Kunde Kunden Kundin Käuferin customer client",
    finds: ["buyers", "reviewCustomer", "listPurchasesOfEmail"],
  },
  { words: "Adresse Anschrift Kontaktdaten address contact", finds: ["buyers", "listDeliveries"] },
  {
    words: "E-Mail-Adresse Mail Name Telefonnummer ändern korrigieren change correct email phone",
    finds: ["updateBuyer"],
  },
  { words: "Newsletter Verteiler mailing list", finds: ["ipn", "listBuyers"] },
  {
    words: "Zahlungsart Zahlungsmethode PayPal Kreditkarte Überweisung payment method credit card",
    finds: ["GetGetpurchase", "PostListtransactions", "listPurchases"],
  },
  { words: "Kauf Käufe Auftrag Aufträge Verkauf Verkäufe order sales", finds: ["purchases"] },
  {
    words: "Rechnung Beleg Quittung verschicken versenden invoice receipt bill send resend",
    finds: ["invoices"],
  },
  { words: "Umsatzsteuer Mehrwertsteuer MwSt VAT tax", finds: ["invoices", "PostListtransactions", "reportSales"] },
  {
    words:
      "Mahnung Zahlungsausfall Zahlungsausfälle Zahlungsverzug Zahlungsrückstand überfällig unbezahlt offene Rechnung Posten Außenstände dunning outstanding overdue unpaid arrears reminder invoice",
    finds: ["reportOpenPayments"],
  },
  {
    words: "Abo Abos Abonnement Mitgliedschaft Ratenzahlung subscription membership recurring",
    finds: ["rebilling", "reportSubscriptions"],
  },
  {
    words: "Kündigung kündigen gekündigt stornieren Storno cancel cancellation churn",
    finds: ["rebilling", "reportSubscriptions"],
  },
  { words: "abbuchen Lastschrift einziehen charge debit", finds: ["billing", "PostCreaterebillingpayment"] },
  { words: "Eintrittskarte Veranstaltung Seminar Webinar Einlass admission event webinar", finds: ["e-tickets"] },
  {
    words: "Partner Vertriebspartner Werbepartner Empfehlung affiliate referral",
    finds: ["affiliates", "statsAffiliateToplist"],
  },
  {
    words: "Provision Vergütung commission",
    finds: ["commissions", "GetGetaffiliatecommission", "updateAffiliateCommission", "statsAffiliateToplist"],
  },
  { words: "Preis Preise ändern Ratenzahlung Zahlungsweise price pricing change instalment", finds: ["payment-plans"] },
  { words: "Kurs Webinar Artikel Angebot course webinar item offer", finds: ["products"] },
  { words: "Kasse Bestellseite Zahlungslink Checkout cart", finds: ["buy-urls", "order-forms"] },
  {
    words: "Paket Sendung Versand verschicken Porto Sendungsnummer parcel postage shipment shipping",
    finds: ["deliveries", "shipping"],
  },
  { words: "Seriennummer Freischaltcode Software serial", finds: ["licenses"] },
  { words: "Datei Dateien file", finds: ["GetGetpurchasedownloads"] },
  { words: "Foto Grafik Cover photo picture", finds: ["images"] },
  { words: "Mitarbeiter Team Berechtigung employee permission", finds: ["account-access"] },
  { words: "Zusatzverkauf Zusatzangebot Upsell cross-selling", finds: ["upsells", "upgrades", "smart-upgrades"] },
];

/** What a tool is found by in addition to its name and description, as one text: in both languages, as people mix them. */
export function searchWordsOf({ name, toolset }: Pick<AnyToolDefinition, "name" | "toolset">): string {
  const subjects = SUBJECTS.filter(({ finds }) => finds.includes(toolset) || finds.includes(name));
  const texts = [
    toolset,
    toolsetTitle("de", toolset),
    toolsetTitle("en", toolset),
    ...subjects.map(({ words }) => words),
  ];
  return [...new Set(texts.flatMap((text) => text.split(" ")))].join(" ");
}
