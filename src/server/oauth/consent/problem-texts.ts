import type { Language } from "../../kit/language.ts";

/** The problems after which a person can neither agree nor return to the program. */
export type AuthorizeProblem =
  | "invalid-request"
  | "unknown-program"
  | "program-unreachable"
  | "redirect-not-registered"
  | "redirect-not-trusted"
  | "form-expired"
  | "other-browser"
  | "already-done"
  | "digistore24-unreachable"
  | "developer-key-refused"
  | "too-many-requests";

interface ProblemText {
  readonly title: string;
  readonly text: readonly string[];
  /** For the operator of the server. */
  readonly operator?: string;
}

type ProblemTexts = Readonly<Record<AuthorizeProblem, ProblemText>>;

const DE: ProblemTexts = {
  "invalid-request": {
    title: "Diese Anfrage ist unvollständig oder fehlerhaft",
    text: [
      "Das Programm hat Sie mit einer Anfrage hierher geschickt, die dieser Server nicht lesen kann. Es wurde nichts weitergegeben.",
      "Starten Sie die Verbindung im Programm noch einmal.",
    ],
  },
  "unknown-program": {
    title: "Dieses Programm ist hier nicht bekannt",
    text: [
      "Seine Anmeldung fehlt, ist beschädigt oder gehört zu einem anderen Server. Es wurde nichts weitergegeben.",
      "Entfernen Sie die Verbindung im Programm und fügen Sie sie neu hinzu.",
    ],
  },
  "program-unreachable": {
    title: "Die Beschreibung des Programms ist nicht lesbar",
    text: [
      "Das Programm beschreibt sich in einem Dokument im Internet, das dieser Server nicht abrufen oder nicht lesen konnte. Es wurde nichts weitergegeben.",
      "Versuchen Sie es in einigen Minuten noch einmal. Hilft das nicht, wenden Sie sich an den Hersteller des Programms.",
    ],
  },
  "redirect-not-registered": {
    title: "Diese Rücksprungadresse gehört nicht zum Programm",
    text: [
      "Sie sollten an eine Adresse zurückgeschickt werden, die das Programm nicht angemeldet hat. Zu Ihrer Sicherheit geschieht das nicht, und es wurde nichts weitergegeben.",
      "Haben Sie die Verbindung selbst gestartet, entfernen Sie sie im Programm und fügen Sie sie neu hinzu.",
    ],
  },
  "redirect-not-trusted": {
    title: "Dieser Server vertraut dem Ziel nicht",
    text: [
      "Das Programm möchte Sie an eine Adresse zurückschicken, die dieser Server nicht kennt. Zu Ihrer Sicherheit geschieht das nicht, und es wurde nichts weitergegeben.",
    ],
    operator:
      "Wenn Sie diesem Host vertrauen, tragen Sie ihn in OAUTH_REDIRECT_HOSTS ein und starten Sie den Server neu.",
  },
  "form-expired": {
    title: "Diese Seite ist nicht mehr gültig",
    text: [
      "Sie war zu lange geöffnet, oder der Server wurde inzwischen neu eingerichtet. Es wurde nichts weitergegeben.",
      "Starten Sie die Verbindung im Programm noch einmal.",
    ],
  },
  "other-browser": {
    title: "Die Zustimmung wurde in einem anderen Browser begonnen",
    text: [
      "Haben Sie die Verbindung nicht selbst gestartet, hat Ihnen möglicherweise jemand einen Link geschickt, um Zugriff auf Ihr Konto zu bekommen. Es wurde nichts weitergegeben.",
      "Haben Sie bei Digistore24 bereits einem Schlüssel zugestimmt, können Sie ihn dort löschen: Einstellungen > Kontozugriff > API-Schlüssel.",
      "Haben Sie die Verbindung selbst gestartet, beginnen Sie im Programm noch einmal und bleiben Sie in einem Browser, der Cookies dieser Seite zulässt.",
    ],
  },
  "already-done": {
    title: "Dieser Schritt ist bereits erledigt",
    text: [
      "Ist das Programm verbunden, brauchen Sie nichts weiter zu tun.",
      "Andernfalls starten Sie die Verbindung im Programm noch einmal.",
    ],
  },
  "digistore24-unreachable": {
    title: "Digistore24 ist nicht erreichbar",
    text: [
      "Dieser Server bekommt von Digistore24 zurzeit keine brauchbare Antwort. Es wurde nichts weitergegeben.",
      "Versuchen Sie es in einigen Minuten noch einmal.",
    ],
  },
  "developer-key-refused": {
    title: "Bei Digistore24 können Sie zurzeit nicht zustimmen",
    text: [
      "Digistore24 lehnt den Entwicklerschlüssel dieses Servers ab. Es wurde nichts weitergegeben.",
      "Starten Sie die Verbindung im Programm noch einmal und verwenden Sie einen vorhandenen Schlüssel.",
    ],
    operator: "Prüfen Sie DIGISTORE24_DEVELOPER_KEY.",
  },
  "too-many-requests": {
    title: "Zu viele Versuche",
    text: ["Warten Sie eine Minute und versuchen Sie es dann noch einmal."],
  },
};

const EN: ProblemTexts = {
  "invalid-request": {
    title: "This request is incomplete or wrong",
    text: [
      "The program sent you here with a request that this server cannot read. Nothing was handed over.",
      "Start the connection again in the program.",
    ],
  },
  "unknown-program": {
    title: "This program is not known here",
    text: [
      "Its registration is missing, damaged or belongs to another server. Nothing was handed over.",
      "Remove the connection in the program and add it again.",
    ],
  },
  "program-unreachable": {
    title: "The program's description cannot be read",
    text: [
      "The program describes itself in a document on the internet, which this server could not fetch or read. Nothing was handed over.",
      "Try again in a few minutes. If that does not help, contact the program's maker.",
    ],
  },
  "redirect-not-registered": {
    title: "The return address does not belong to the program",
    text: [
      "You were about to be sent back to an address that the program has not registered. For your safety you were not sent there, and nothing was handed over.",
      "If you started the connection yourself, remove it in the program and add it again.",
    ],
  },
  "redirect-not-trusted": {
    title: "This server does not trust the destination",
    text: [
      "The program wants to send you back to an address that this server does not know. For your safety you were not sent there, and nothing was handed over.",
    ],
    operator: "If you trust this host, add it to OAUTH_REDIRECT_HOSTS and restart the server.",
  },
  "form-expired": {
    title: "This page is no longer valid",
    text: [
      "It was open for too long, or the server has been set up again since. Nothing was handed over.",
      "Start the connection again in the program.",
    ],
  },
  "other-browser": {
    title: "The agreement was started in another browser",
    text: [
      "If you did not start the connection yourself, somebody may have sent you a link to get access to your account. Nothing was handed over.",
      "If you have already agreed to a key at Digistore24, you can delete it there: Settings > Account access > API keys.",
      "If you did start the connection yourself, begin again in the program and stay in one browser that accepts this site's cookies.",
    ],
  },
  "already-done": {
    title: "This step is already done",
    text: [
      "If the program is connected, there is nothing left to do.",
      "Otherwise start the connection again in the program.",
    ],
  },
  "digistore24-unreachable": {
    title: "Digistore24 cannot be reached",
    text: [
      "At the moment this server gets no usable answer from Digistore24. Nothing was handed over.",
      "Try again in a few minutes.",
    ],
  },
  "developer-key-refused": {
    title: "You cannot agree at Digistore24 at the moment",
    text: [
      "Digistore24 refuses this server's developer key. Nothing was handed over.",
      "Start the connection again in the program and use an existing key.",
    ],
    operator: "Check DIGISTORE24_DEVELOPER_KEY.",
  },
  "too-many-requests": {
    title: "Too many attempts",
    text: ["Wait a minute and try again."],
  },
};

export const PROBLEM_TEXTS: Readonly<Record<Language, ProblemTexts>> = { de: DE, en: EN };

/** Labels around the text of every problem. */
export const PROBLEM_LABELS: Readonly<Record<Language, { operator: string; detail: string; code: string }>> = {
  de: { operator: "Für den Betreiber dieses Servers:", detail: "Einzelheiten:", code: "Fehler" },
  en: { operator: "For the operator of this server:", detail: "Details:", code: "Error" },
};
