import type { Language } from "../prompts/prompt.ts";

/** Every format in which the API reads a time. Source: the vendor's API reference, "Date and time" (developer documentation). */
export const TIME_FORMATS: Readonly<Record<Language, string>> = {
  en: `# Times

| form | example | meaning |
|---|---|---|
| date and time | \`2026-03-31 14:30:00\` | server time, that is, German time |
| ISO 8601 with a zone | \`2026-03-31T14:30:00+02:00\` | converted to server time |
| date | \`2026-03-31\` | for arguments that take a day |
| \`now\` | | this moment; \`today\` for dates |
| relative, back | \`-30s\` \`-10m\` \`-6h\` \`-3d\` \`-6M\` \`-2Y\` | before now |
| relative, ahead | \`24h\` \`7d\` \`6M\` \`2Y\` | after now |
| \`start\` | | the account's first day, in the lists of purchases, transactions and commissions |

- Units: s seconds, m minutes, h hours, d days, M months, Y years. Small m and large M differ.
- Without \`from\`, the lists of purchases, transactions and commissions and of rebilling changes cover the last 24 hours.
- \`valid_until\` of a buy URL also takes \`forever\`; if left out, it is 24 hours.
- The affiliate toplist takes months: \`2026-03\`.
- Billing intervals have another format: \`<number>_<unit>\`, e.g. \`1_month\`, \`12_month\`, \`7_day\`.
- Answers give server time without a zone. \`0000-00-00\` and an empty text mean none.
`,
  de: `# Zeitangaben

| Form | Beispiel | Bedeutung |
|---|---|---|
| Datum und Uhrzeit | \`2026-03-31 14:30:00\` | Serverzeit, also deutsche Zeit |
| ISO 8601 mit Zone | \`2026-03-31T14:30:00+02:00\` | wird in Serverzeit umgerechnet |
| Datum | \`2026-03-31\` | wo ein Tag gefragt ist |
| \`now\` | | dieser Augenblick; bei Tagen \`today\` |
| relativ, zurück | \`-30s\` \`-10m\` \`-6h\` \`-3d\` \`-6M\` \`-2Y\` | vor jetzt |
| relativ, voraus | \`24h\` \`7d\` \`6M\` \`2Y\` | nach jetzt |
| \`start\` | | der erste Tag des Kontos, in den Listen der Bestellungen, Transaktionen und Provisionen |

- Einheiten: s Sekunden, m Minuten, h Stunden, d Tage, M Monate, Y Jahre. Kleines m und großes M sind verschieden.
- Ohne \`from\` zeigen die Listen der Bestellungen, Transaktionen, Provisionen und Abo-Änderungen die letzten 24 Stunden.
- \`valid_until\` einer Kauf-URL kann auch \`forever\` sein; ohne Angabe sind es 24 Stunden.
- Die Affiliate-Rangliste nimmt Monate: \`2026-03\`.
- Zahlungsintervalle haben ein anderes Format: \`<Zahl>_<Einheit>\`, z. B. \`1_month\`, \`12_month\`, \`7_day\`.
- Antworten nennen Serverzeit ohne Zone. \`0000-00-00\` und leerer Text bedeuten: keine.
`,
};
