import type { Language } from "../../kit/language.ts";

/** Why a person leaves: with an agreement, without one, or to agree on Digistore24's own page. */
export type Leaving = "agreed" | "cancelled" | "handover";

interface LeavingTexts {
  readonly titles: Readonly<Record<Leaving, string>>;
  readonly going: Readonly<Record<Leaving, (place: string) => string>>;
  readonly after: (seconds: number) => string;
  readonly link: (place: string) => string;
  readonly thisPage: Readonly<Record<Leaving, string>>;
}

export const LEAVING_TEXTS: Readonly<Record<Language, LeavingTexts>> = {
  de: {
    titles: { agreed: "Zugriff erlaubt", cancelled: "Abgebrochen", handover: "Weiter zu Digistore24" },
    going: {
      agreed: (place) => `Sie werden zu ${place} zurückgeleitet.`,
      cancelled: (place) => `Es wurde kein Zugriff erlaubt. Sie werden zu ${place} zurückgeleitet.`,
      handover: () => "Sie werden zu Digistore24 weitergeleitet, um dort zuzustimmen.",
    },
    after: (seconds) => (seconds === 1 ? "Das geschieht in einer Sekunde." : `Das geschieht in ${seconds} Sekunden.`),
    link: (place) => `Weiter zu ${place}`,
    thisPage: {
      agreed: "Geschieht nichts, folgen Sie dem Link. Danach können Sie diese Seite schließen.",
      cancelled: "Geschieht nichts, folgen Sie dem Link oder schließen Sie diese Seite.",
      handover: "Geschieht nichts, folgen Sie dem Link.",
    },
  },
  en: {
    titles: { agreed: "Access allowed", cancelled: "Cancelled", handover: "Continue to Digistore24" },
    going: {
      agreed: (place) => `You are being taken back to ${place}.`,
      cancelled: (place) => `No access was given. You are being taken back to ${place}.`,
      handover: () => "You are being taken to Digistore24 to agree there.",
    },
    after: (seconds) => (seconds === 1 ? "This happens in one second." : `This happens in ${seconds} seconds.`),
    link: (place) => `Continue to ${place}`,
    thisPage: {
      agreed: "If nothing happens, use the link. You can close this page afterwards.",
      cancelled: "If nothing happens, use the link or close this page.",
      handover: "If nothing happens, use the link.",
    },
  },
};
