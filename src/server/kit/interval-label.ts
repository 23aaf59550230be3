type Language = "en" | "de";

const UNITS: Readonly<Record<Language, Readonly<Record<string, readonly [one: string, many: string]>>>> = {
  en: {
    day: ["every day", "days"],
    week: ["every week", "weeks"],
    month: ["every month", "months"],
    year: ["every year", "years"],
  },
  de: {
    day: ["täglich", "Tage"],
    week: ["wöchentlich", "Wochen"],
    month: ["monatlich", "Monate"],
    year: ["jährlich", "Jahre"],
  },
};

const EVERY: Readonly<Record<Language, string>> = { en: "every", de: "alle" };

/** A billing interval such as `3_month`: “every 3 months”. */
export function intervalLabel(interval: string, language: Language): string {
  const [, count, unit = ""] = /^(\d+)_([a-z]+)$/.exec(interval) ?? [];
  const names = UNITS[language][unit];
  if (!names) {
    return interval;
  }
  return count === "1" ? names[0] : `${EVERY[language]} ${count} ${names[1]}`;
}
