import { LANGUAGE_ARGUMENT, type Prompt, steps } from "./prompt.ts";

export const morningBriefing: Prompt = {
  name: "morning-briefing",
  title: "Brief me on the shop",
  description: "How the shop stands this morning and what needs you today; changes nothing",
  args: [LANGUAGE_ARGUMENT],
  needs: ["briefShop"],
  text: {
    en: (_, tool) => `Brief me on my Digistore24 shop this morning.
${steps([
  `Call ${tool("briefShop")} once. It has everything: do not call anything else for the briefing.`,
  "Begin with everything that needs me today, most urgent first, each point with its orders or requests.",
  "Then the numbers in one short table per currency: yesterday, this month, and last month over the same days.",
  "End with what is expected to be paid out, and when. State every note of the answer.",
  "Change nothing. Offer the next step for each point, and wait.",
])}`,
    de: (_, tool) => `Gib mir heute Morgen einen Überblick über meinen Digistore24-Shop.
${steps([
  `Rufe ${tool("briefShop")} einmal auf, mit language "de". Darin steht alles: Rufe für den Überblick nichts anderes auf.`,
  "Beginne mit dem, was heute auf mich wartet, das Dringendste zuerst, jeweils mit den Bestellungen oder Anfragen.",
  "Dann die Zahlen in einer kurzen Tabelle je Währung: gestern, dieser Monat, und der letzte Monat über dieselben Tage.",
  "Nenne zum Schluss, was wann ausgezahlt wird. Nenne jeden Hinweis der Antwort.",
  "Ändere nichts. Biete zu jedem Punkt den nächsten Schritt an und warte.",
])}
Antworte auf Deutsch.`,
  },
};
