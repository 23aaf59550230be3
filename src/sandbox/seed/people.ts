import { pickNumber, pickOne, pickWeighted, type Random } from "../kit/random.ts";
import type { Instant } from "../kit/time.ts";
import type { Buyer } from "../ledger/buyer-records.ts";

type Names = readonly [string, ...string[]];

const WOMEN: Names = [
  ...(["Anna", "Birgit", "Clara", "Doris", "Eva", "Frieda", "Greta", "Hanna", "Ines", "Judith"] as const),
  ...(["Katrin", "Lisa", "Marta", "Nora", "Olga", "Petra", "Rita", "Sonja", "Tanja", "Ursula"] as const),
];
const MEN: Names = [
  ...(["Anton", "Bernd", "Carl", "Dirk", "Emil", "Fritz", "Georg", "Hans", "Igor", "Jan"] as const),
  ...(["Kurt", "Lars", "Max", "Nils", "Otto", "Paul", "Ralf", "Stefan", "Tim", "Uwe"] as const),
];
/** Not real names: German words for examples and placeholders. */
const LAST_NAMES: Names = [
  ...(["Attrappe", "Beispielfrau", "Dummler", "Demomann", "Entwurf", "Fallbeispiel", "Gegenprobe"] as const),
  ...(["Kostprobe", "Leseprobe", "Musterhand", "Mustertal", "Platzhalter", "Probeweise", "Schablone"] as const),
  ...(["Skizzer", "Stichprobe", "Testmann", "Testperson", "Vorlage", "Vordruck", "Zumbeispiel"] as const),
];
const STREETS: Names = ["Beispielweg", "Musterstraße", "Probeallee", "Testgasse", "Vorlagenring"];

interface Place {
  readonly weight: number;
  readonly country: string;
  readonly zipcode: string;
  readonly city: string;
}

const PLACES: readonly [Place, ...Place[]] = [
  { weight: 20, country: "DE", zipcode: "10115", city: "Berlin" },
  { weight: 18, country: "DE", zipcode: "20095", city: "Hamburg" },
  { weight: 15, country: "DE", zipcode: "80331", city: "München" },
  { weight: 12, country: "DE", zipcode: "50667", city: "Köln" },
  { weight: 10, country: "DE", zipcode: "04109", city: "Leipzig" },
  { weight: 9, country: "AT", zipcode: "1010", city: "Wien" },
  { weight: 5, country: "AT", zipcode: "8010", city: "Graz" },
  { weight: 7, country: "CH", zipcode: "8001", city: "Zürich" },
  { weight: 4, country: "CH", zipcode: "3011", city: "Bern" },
];

/** A made-up buyer. The number in the e-mail address, at example.com, makes it unique. */
export function pickBuyer(random: Random, id: number, createdAt: Instant): Buyer {
  const isWoman = random() < 0.55;
  const firstName = pickOne(random, isWoman ? WOMEN : MEN);
  const lastName = pickOne(random, LAST_NAMES);
  const { country, zipcode, city } = pickWeighted(random, PLACES);
  return {
    id,
    email: `${firstName}.${lastName}.${id}@example.com`.toLowerCase(),
    firstName,
    lastName,
    salutation: isWoman ? "F" : "M",
    street: `${pickOne(random, STREETS)} ${pickNumber(random, 1, 99)}`,
    zipcode,
    city,
    country,
    createdAt,
  };
}
