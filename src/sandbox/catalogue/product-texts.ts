/** In the order of {@link TEXT_LANGUAGES}. */
type Texts = readonly [string, string, string, string, string, string, string, string, string];

interface ProductTexts {
  readonly names: Texts;
  readonly descriptions: Texts;
}

/** The languages of order forms. */
const TEXT_LANGUAGES = ["de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"] as const;

const TIME_COURSE: ProductTexts = {
  names: [
    "Online-Kurs Zeitmanagement",
    "Online Course Time Management",
    "Curso online Gestión del tiempo",
    "Cours en ligne Gestion du temps",
    "Curso online Gestão do tempo",
    "Kurs online Zarządzanie czasem",
    "Corso online Gestione del tempo",
    "Onlinecursus Timemanagement",
    "Spletni tečaj Upravljanje časa",
  ],
  descriptions: [
    "<p>Acht Lektionen für einen ruhigeren Arbeitstag.</p>",
    "<p>Eight lessons for a calmer working day.</p>",
    "<p>Ocho lecciones para una jornada de trabajo más tranquila.</p>",
    "<p>Huit leçons pour une journée de travail plus sereine.</p>",
    "<p>Oito lições para um dia de trabalho mais tranquilo.</p>",
    "<p>Osiem lekcji na drodze do spokojniejszego dnia pracy.</p>",
    "<p>Otto lezioni per una giornata di lavoro più serena.</p>",
    "<p>Acht lessen voor een rustigere werkdag.</p>",
    "<p>Osem lekcij za mirnejši delovni dan.</p>",
  ],
};

const FOCUS_CLUB: ProductTexts = {
  names: [
    "Mitgliedschaft Fokus-Club",
    "Focus Club Membership",
    "Suscripción al Club Enfoque",
    "Adhésion au Club Focus",
    "Adesão ao Clube Foco",
    "Członkostwo w Klubie Fokus",
    "Iscrizione al Club Focus",
    "Lidmaatschap Focusclub",
    "Članstvo v klubu Fokus",
  ],
  descriptions: [
    "<p>Jeden Monat ein Thema und eine Gruppe.</p>",
    "<p>A topic and a group every month.</p>",
    "<p>Cada mes un tema y un grupo.</p>",
    "<p>Chaque mois un thème et un groupe.</p>",
    "<p>Todos os meses um tema e um grupo.</p>",
    "<p>Co miesiąc jeden temat i jedna grupa.</p>",
    "<p>Ogni mese un tema e un gruppo.</p>",
    "<p>Elke maand een thema en een groep.</p>",
    "<p>Vsak mesec ena tema in ena skupina.</p>",
  ],
};

const WORKBOOK: ProductTexts = {
  names: [
    "Workbook Morgenroutine",
    "Morning Routine Workbook",
    "Cuaderno Rutina de la mañana",
    "Cahier Routine du matin",
    "Caderno Rotina da manhã",
    "Zeszyt ćwiczeń Poranna rutyna",
    "Quaderno Routine del mattino",
    "Werkboek Ochtendroutine",
    "Delovni zvezek Jutranja rutina",
  ],
  descriptions: [
    "<p>Gedrucktes Arbeitsbuch, 120 Seiten.</p>",
    "<p>Printed workbook, 120 pages.</p>",
    "<p>Cuaderno de ejercicios impreso, 120 páginas.</p>",
    "<p>Cahier d'exercices imprimé, 120 pages.</p>",
    "<p>Caderno de exercícios impresso, 120 páginas.</p>",
    "<p>Drukowany zeszyt ćwiczeń, 120 stron.</p>",
    "<p>Quaderno di esercizi stampato, 120 pagine.</p>",
    "<p>Gedrukt werkboek, 120 pagina's.</p>",
    "<p>Tiskani delovni zvezek, 120 strani.</p>",
  ],
};

const WORKSHOP_DAY: ProductTexts = {
  names: [
    "Praxistag Hamburg",
    "Workshop Day Hamburg",
    "Jornada práctica en Hamburgo",
    "Journée pratique à Hambourg",
    "Dia prático em Hamburgo",
    "Dzień praktyczny w Hamburgu",
    "Giornata pratica ad Amburgo",
    "Praktijkdag Hamburg",
    "Praktični dan v Hamburgu",
  ],
  descriptions: [
    "<p>Ein Tag in kleiner Runde, am 18. April 2026 in der Musterhalle Hamburg.</p>",
    "<p>A day in a small group, on 18 April 2026 at the Musterhalle in Hamburg.</p>",
    "<p>Un día en grupo reducido, el 18 de abril de 2026 en la Musterhalle de Hamburgo.</p>",
    "<p>Une journée en petit groupe, le 18 avril 2026 à la Musterhalle de Hambourg.</p>",
    "<p>Um dia em grupo pequeno, a 18 de abril de 2026 na Musterhalle de Hamburgo.</p>",
    "<p>Dzień w małej grupie, 18 kwietnia 2026 w Musterhalle w Hamburgu.</p>",
    "<p>Una giornata in un piccolo gruppo, il 18 aprile 2026 alla Musterhalle di Amburgo.</p>",
    "<p>Een dag in een kleine groep, op 18 april 2026 in de Musterhalle in Hamburg.</p>",
    "<p>Dan v majhni skupini, 18. aprila 2026 v dvorani Musterhalle v Hamburgu.</p>",
  ],
};

const TEXTS_OF_PRODUCT: Readonly<Record<number, ProductTexts>> = {
  12345: TIME_COURSE,
  67890: FOCUS_CLUB,
  24680: WORKBOOK,
  13579: WORKSHOP_DAY,
};

/** Name and description of a product in every language, by the API's own field names. */
export function productTexts(productId: number): Readonly<Record<string, string>> {
  const texts = TEXTS_OF_PRODUCT[productId];
  if (texts === undefined) {
    throw new Error(`product ${productId} has no texts`);
  }
  const fields = TEXT_LANGUAGES.flatMap((language, index) => [
    [`name_${language}`, texts.names[index] ?? ""],
    [`description_${language}`, texts.descriptions[index] ?? ""],
  ]);
  return Object.fromEntries(fields);
}
