import { LANGUAGE_ARGUMENT, type Prompt, steps } from "./prompt.ts";

export const launchDiscount: Prompt = {
  name: "launch-discount",
  title: "Create a launch discount",
  description: "Creates a percentage discount code for some products and some days",
  args: [
    { name: "code", description: "The code that buyers enter, e.g. LAUNCH10", isRequired: true },
    {
      name: "percent",
      description: "Discount in percent",
      isRequired: true,
      suggestions: ["10", "15", "20", "25", "50"],
    },
    { name: "product_ids", description: "Comma list; if left out, all products" },
    { name: "days", description: "How long it is valid, default 7", suggestions: ["1", "3", "7", "14", "30"] },
    { name: "uses", description: "How often it can be used; if left out, there is no limit" },
    LANGUAGE_ARGUMENT,
  ],
  needs: ["listVouchers", "createVoucher", "getVoucher"],
  text: {
    en: (
      { code, percent, product_ids = "all", days = "7", uses },
      tool,
    ) => `Create the Digistore24 discount code ${code}: ${percent} % off, products ${product_ids}, valid for ${days} days.
${steps([
  `Check with ${tool("listVouchers")} whether ${code} exists. If it does, stop, show it to me and ask.`,
  product_ids !== "all" &&
    tool("getProduct") &&
    `Read the products with ${tool("getProduct")} and name them, so that a wrong id is noticed before buyers see it.`,
  "If one of them is a subscription or is paid in instalments, ask whether the discount covers later payments too.",
  `Call ${tool("createVoucher")} once with code ${code}, product_ids "${product_ids}", first_rate ${percent}, expires_at ${days}d${uses === undefined ? "" : `, is_count_limited true and count_left ${uses}`}, and other_rates ${percent} only if later payments are covered.`,
  `Read it back with ${tool("getVoucher")} and show code, discount, products, end and uses left. The code is valid from now on.`,
])}`,
    de: (
      { code, percent, product_ids = "all", days = "7", uses },
      tool,
    ) => `Lege den Digistore24-Rabattcode ${code} an: ${percent} % Rabatt, Produkte ${product_ids === "all" ? "alle" : product_ids}, ${days} Tage gültig.
${steps([
  `Prüfe mit ${tool("listVouchers")}, ob es ${code} schon gibt. Wenn ja, brich ab, zeige ihn mir und frage nach.`,
  product_ids !== "all" &&
    tool("getProduct") &&
    `Lies die Produkte mit ${tool("getProduct")} und nenne ihre Namen, damit eine falsche Id auffällt, bevor Käufer sie sehen.`,
  "Ist ein Abo oder eine Ratenzahlung dabei, frage, ob der Rabatt auch für die weiteren Zahlungen gilt.",
  `Rufe ${tool("createVoucher")} einmal auf mit code ${code}, product_ids "${product_ids}", first_rate ${percent}, expires_at ${days}d${uses === undefined ? "" : `, is_count_limited true und count_left ${uses}`}, und other_rates ${percent} nur, wenn die weiteren Zahlungen dazugehören.`,
  `Lies ihn mit ${tool("getVoucher")} und zeige Code, Rabatt, Produkte, Ende und verbleibende Einlösungen. Der Code gilt ab sofort.`,
])}
Antworte auf Deutsch.`,
  },
};
