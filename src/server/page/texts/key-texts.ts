import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";

interface KeyTexts {
  readonly get: string;
  readonly getWay: Html;
  readonly getRight: Html;
  readonly getHelp: string;
  readonly webFirst: string;
  readonly check: string;
  readonly checkHint: string;
  readonly trust: string;
  readonly exposed: string;
  readonly label: string;
  readonly submit: string;
  readonly asking: string;
  readonly noAnswer: string;
}

/** The first two steps: a key, and whether it works. */
export const KEY_TEXTS: Readonly<Record<Language, KeyTexts>> = {
  de: {
    get: "Schlüssel anlegen",
    getWay: html`Wechseln Sie in Digistore24 in die Vendorenansicht, öffnen Sie <b>Einstellungen &gt; Kontozugriff &gt; API-Schlüssel</b> und wählen Sie <b>Neuer API-Schlüssel</b>.`,
    getRight: html`<b>Lesezugriff</b> genügt für fast alle Fragen; Rechnungen brauchen Vollzugriff. Soll der Agent auch etwas anlegen oder ändern, wählen Sie <b>Vollzugriff</b>.`,
    getHelp: "Anleitung von Digistore24 (englisch)",
    webFirst: "Für claude.ai und ChatGPT beginnen Sie gleich mit Schritt 3.",
    check: "Schlüssel prüfen",
    checkHint:
      "Hier sehen Sie, zu welchem Konto er gehört und was er erlaubt. Nichts wird geändert, und der Schlüssel wird nicht gespeichert.",
    trust: "Geben Sie hier einen Schlüssel nur ein, wenn Sie seinem Betreiber vertrauen.",
    exposed:
      "Diese Seite ist nicht verschlüsselt: Andere im Netzwerk könnten einen Schlüssel mitlesen, den Sie eingeben.",
    label: "Ihr API-Schlüssel",
    submit: "Prüfen",
    asking: "Der Schlüssel wird bei Digistore24 geprüft …",
    noAnswer: "Dieser Server hat nicht geantwortet. Versuchen Sie es noch einmal.",
  },
  en: {
    get: "Get a key",
    getWay: html`In Digistore24, switch to the vendor view, open <b>Settings &gt; Account access &gt; API keys</b> and choose <b>New API key</b>.`,
    getRight: html`<b>Read access</b> is enough for almost every question; invoices need full access. If the agent should also create or change something, choose <b>Full access</b>.`,
    getHelp: "Digistore24's instructions",
    webFirst: "For claude.ai and ChatGPT, begin with step 3.",
    check: "Check the key",
    checkHint:
      "This shows which account the key belongs to and what it allows. Nothing is changed, and the key is not stored.",
    trust: "Enter a key here only if you trust the people who run this server.",
    exposed: "This page is not encrypted: others on the network could read a key that you enter.",
    label: "Digistore24 API key",
    submit: "Check",
    asking: "Checking the key with Digistore24 …",
    noAnswer: "This server did not answer. Try again.",
  },
};
