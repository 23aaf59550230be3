import type { Language } from "../../kit/language.ts";

const DE = {
  "account-access": "Kontozugriff",
  affiliates: "Affiliates",
  "api-keys": "API-Schlüssel",
  billing: "Abbuchungen",
  "buy-urls": "Bestelllinks",
  buyers: "Käufer",
  commissions: "Provisionen",
  "conversion-tools": "Conversion-Tools",
  countries: "Länder",
  currencies: "Währungen",
  "custom-forms": "Eigene Formulare",
  deliveries: "Lieferungen",
  "e-tickets": "E-Tickets",
  fraud: "Betrugsmeldungen",
  images: "Bilder",
  insights: "Auswertungen",
  invoices: "Rechnungen",
  ipn: "IPN (Zahlungsmeldungen)",
  licenses: "Lizenzen",
  marketplace: "Marktplatz",
  "order-forms": "Bestellformulare",
  "payment-plans": "Zahlungspläne",
  payouts: "Auszahlungen",
  "product-groups": "Produktgruppen",
  products: "Produkte",
  purchases: "Bestellungen",
  rebilling: "Abos und Raten",
  refunds: "Erstattungen",
  "service-proofs": "Leistungsnachweise",
  shipping: "Versand",
  "smart-upgrades": "Smart Upgrades",
  statistics: "Statistiken",
  system: "System",
  transactions: "Transaktionen",
  upgrades: "Upgrades",
  upsells: "Upsells",
  users: "Kontoinhaber",
  vouchers: "Gutscheine",
  // Presets: toolsets for a job.
  customers: "Kunden betreuen",
  orders: "Bestellungen bearbeiten",
  reports: "Berichte",
  "sales-setup": "Verkauf einrichten",
};

type Titled = keyof typeof DE;

const EN: Readonly<Record<Titled, string>> = {
  "account-access": "Account access",
  affiliates: "Affiliates",
  "api-keys": "API keys",
  billing: "Billing",
  "buy-urls": "Buy URLs",
  buyers: "Buyers",
  commissions: "Commissions",
  "conversion-tools": "Conversion tools",
  countries: "Countries",
  currencies: "Currencies",
  "custom-forms": "Custom forms",
  deliveries: "Deliveries",
  "e-tickets": "E-tickets",
  fraud: "Fraud reports",
  images: "Images",
  insights: "Insights",
  invoices: "Invoices",
  ipn: "IPN (payment notifications)",
  licenses: "Licences",
  marketplace: "Marketplace",
  "order-forms": "Order forms",
  "payment-plans": "Payment plans",
  payouts: "Payouts",
  "product-groups": "Product groups",
  products: "Products",
  purchases: "Purchases",
  rebilling: "Subscriptions and instalments",
  refunds: "Refunds",
  "service-proofs": "Service proofs",
  shipping: "Shipping",
  "smart-upgrades": "Smart upgrades",
  statistics: "Statistics",
  system: "System",
  transactions: "Transactions",
  upgrades: "Upgrades",
  upsells: "Upsells",
  users: "Account owner",
  vouchers: "Vouchers",
  customers: "Look after customers",
  orders: "Handle orders",
  reports: "Reports",
  "sales-setup": "Set up sales",
};

const TITLES: Readonly<Record<Language, Readonly<Record<Titled, string>>>> = { de: DE, en: EN };

/** The title of a toolset or preset; its name if a new one has none yet. */
export function toolsetTitle(language: Language, name: string): string {
  return isTitled(name) ? TITLES[language][name] : name;
}

export function isTitled(name: string): name is Titled {
  return Object.hasOwn(DE, name);
}
