import { html } from "../server/kit/html.ts";
import type { Language } from "../server/kit/language.ts";
import { renderShell } from "../server/page/document-shell.ts";

/** How a connection ended. */
export type Outcome = "connected" | "refused" | "failed";

/** What a page says first: how the connection ended, or that none was begun. */
type Subject = Outcome | "unasked";

interface PageTexts {
  readonly banner: string;
  readonly titles: Readonly<Record<Subject, string>>;
  readonly unasked: string;
  readonly alreadyDone: string;
  readonly seeTerminal: string;
  readonly beginAgain: string;
}

const TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: {
    banner: "This page belongs to the demo, which stands in for claude.ai or ChatGPT. It runs on this machine only.",
    titles: {
      connected: "The agent is connected",
      refused: "The agent got no access",
      failed: "The connection failed",
      unasked: "The agent did not ask for this",
    },
    unasked: "The agent is not waiting for such an answer.",
    alreadyDone: "This step is already done, so nothing more happened.",
    seeTerminal: "The terminal in which the demo runs shows every step.",
    beginAgain: "Begin again",
  },
  de: {
    banner: "Diese Seite gehört zur Demo, die claude.ai oder ChatGPT nachstellt. Sie läuft nur auf diesem Rechner.",
    titles: {
      connected: "Der Agent ist verbunden",
      refused: "Der Agent hat keinen Zugriff bekommen",
      failed: "Die Verbindung ist fehlgeschlagen",
      unasked: "Danach hat der Agent nicht gefragt",
    },
    unasked: "Der Agent wartet nicht auf eine solche Antwort.",
    alreadyDone: "Dieser Schritt ist schon erledigt; es ist nichts weiter geschehen.",
    seeTerminal: "Das Terminal, in dem die Demo läuft, zeigt jeden Schritt.",
    beginAgain: "Noch einmal beginnen",
  },
};

interface WebPage {
  readonly language: Language;
  readonly subject: Subject;
  /** Whether the browser brings an answer again that has already been used. */
  readonly isRepeated?: boolean;
}

/** The page to which a browser returns, in the look of the pages before it. */
export function renderWebPage({ language, subject, isRepeated = false }: WebPage): string {
  const texts = TEXTS[language];
  const title = texts.titles[subject];
  const lead = subject === "unasked" ? texts.unasked : isRepeated ? texts.alreadyDone : texts.seeTerminal;
  const body = html`<body class="step">
<header><p class="warning"><strong>Demo</strong> ${texts.banner}</p></header>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
<p><a class="button" href="/">${texts.beginAgain}</a></p>
</main>
</body>`;
  return renderShell({ language, title: `${title} – Demo`, styles: "consent.css", body });
}
