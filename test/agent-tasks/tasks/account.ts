import type { Answer, Task } from "../task.ts";

export const accountTasks: readonly Task[] = [
  {
    id: "who-may-work-in-the-account",
    language: "de",
    says: "Wer darf in unserem Konto arbeiten, und mit welchen Rechten?",
    calls: [{ tool: "listAccountAccess", args: { _fields: ["accessor_id", "permissions"] } }],
    facts: {
      told: ({ by_me }) => by_me,
      truth: async (shop) =>
        (await shop.ask("listAccountAccess")).by_me.map(({ accessor_id, permissions }: Answer) => ({
          accessor_id,
          permissions,
        })),
    },
  },
  {
    id: "roles-of-the-account",
    language: "en",
    says: "Is this account only a vendor, or can it also promote other vendors' products?",
    calls: [{ tool: "GetGetuserinfo", args: {} }],
    facts: {
      told: ({ granted_roles }) => granted_roles.split(","),
      truth: () => ["vendor", "affiliate"],
    },
  },
  {
    id: "price-limits-in-dollars",
    language: "en",
    says: "What is the highest price that I can set in US dollars?",
    calls: [{ tool: "listCurrencies", args: { _fields: ["code", "max_price"] } }],
    facts: {
      told: ({ items }) => items.find(({ code }: Answer) => code === "USD").max_price,
      truth: async (shop) => (await shop.ask("listCurrencies")).find(({ code }: Answer) => code === "USD").max_price,
    },
  },
  {
    id: "code-of-a-country",
    language: "de",
    says: "Welchen Ländercode muss ich für Liechtenstein in eine Versandkostenregel eintragen?",
    calls: [{ tool: "listCountries", args: {} }],
    facts: {
      told: (countries) => Object.entries(countries).find(([, name]) => name === "Liechtenstein")?.[0],
      truth: () => "LI",
    },
  },
  {
    id: "is-the-key-right",
    language: "de",
    says: "Funktioniert der API-Schlüssel?",
    calls: [{ tool: "ping", args: {} }],
    facts: {
      told: ({ server_time }) => server_time,
      truth: () => "2026-11-29 10:15:00",
    },
  },
];
