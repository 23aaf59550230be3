import type { Language } from "../../kit/language.ts";

interface FrameTexts {
  readonly documentTitle: string;
  readonly skip: string;
  readonly title: string;
  readonly lead: string;
  readonly languages: string;
  readonly questions: string;
  readonly notAffiliated: string;
  readonly state: string;
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly selectedHint: string;
}

/** Everything around the steps and the tools. */
export const FRAME_TEXTS: Readonly<Record<Language, FrameTexts>> = {
  de: {
    documentTitle: "Digistore24 für Ihren KI-Agenten",
    skip: "Zum Inhalt",
    title: "Digistore24 für Ihren KI-Agenten",
    lead: "Fragen Sie Claude, Cursor oder einen anderen KI-Agenten nach Ihren Verkäufen oder lassen Sie ihn Gutscheine anlegen.",
    languages: "Sprache",
    questions: "Das können Sie fragen",
    notAffiliated: "Dieser Server ist kein Angebot von Digistore24.",
    state: "Zustand dieses Servers",
    copy: "Kopieren",
    copied: "Kopiert",
    selected: "Markiert",
    selectedHint: "Markiert. Kopieren Sie den Text mit der Tastatur.",
  },
  en: {
    documentTitle: "Digistore24 for your AI agent",
    skip: "Skip to content",
    title: "Digistore24 for your AI agent",
    lead: "Ask Claude, Cursor or another AI agent about your sales, or have it create vouchers.",
    languages: "Language",
    questions: "What you can ask",
    notAffiliated: "This server is not affiliated with Digistore24.",
    state: "State of this server",
    copy: "Copy",
    copied: "Copied",
    selected: "Selected",
    selectedHint: "Selected. Copy it with your keyboard.",
  },
};
