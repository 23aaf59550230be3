import { only } from "../sums.ts";
import type { Task } from "../task.ts";

export const upgradeTasks: readonly Task[] = [
  {
    id: "new-upgrade",
    language: "de",
    says: "Richte ein Upgrade „Upgrade Premium“ ein: Wer den Fokus-Club (67890) hat, soll sofort auf den Online-Kurs (12345) wechseln können.",
    calls: [
      {
        tool: "PostCreateupgrade",
        args: { name: "Upgrade Premium", to_product_id: 12345, upgrade_from: "67890" },
      },
    ],
    changes: ({ upgrade_id }) => ({
      [`upgrades/${upgrade_id}`]: {
        name: "Upgrade Premium",
        to_product_id: 12345,
        upgrade_types: { "67890": "upgrade" },
        is_active: "Y",
      },
    }),
  },
  {
    id: "can-this-order-be-upgraded",
    language: "de",
    says: "Der Kunde mit der Bestellung 8YNJ3M2X will vom Kurs in den Club wechseln. Prüfe, ob das geht, aber führe noch nichts aus.",
    calls: [
      { tool: "PostListupgrades", args: { _fields: ["id", "name", "to_product_id", "upgrade_types"] } },
      {
        tool: "GetGetupgrade",
        args: ({ upgrades: [upgrade] }) => ({ upgrade_id: upgrade.id, order_ids: "8YNJ3M2X" }),
      },
    ],
    facts: {
      told: (_all, { item, check }) => [item.to_product_id, check.is_upgrade_possible],
      truth: async (shop) => {
        const { check } = await shop.ask("getUpgrade", { upgrade_id: "7301", order_ids: "8YNJ3M2X" });
        return [67890, check.is_upgrade_possible];
      },
    },
  },
  {
    id: "conversion-tools-and-smart-upgrades",
    language: "de",
    says: "Haben wir Countdowns, Vertrauenssiegel oder Social Proof angelegt, und welche Smart-Upgrades gibt es für welche Produkte?",
    calls: [
      {
        tool: "listConversionTools",
        args: { type: "countdowns,trust_badges,socialproof_bubbles,socialproof_boxes,smartupgrade" },
      },
    ],
    facts: {
      told: ({ smartupgrades, ...others }) => [
        only(smartupgrades, "name", "product_ids", "upgrade_to_product_id"),
        Object.values<unknown[]>(others).flat().length,
      ],
      truth: async (shop) => {
        const { smartupgrades } = await shop.ask("listSmartUpgrades");
        const others = ["countdowns", "trust_badges", "socialproof_bubbles", "socialproof_boxes"];
        const lists = await Promise.all(others.map((type) => shop.ask("listConversionTools", { type })));
        return [
          only(smartupgrades, "name", "product_ids", "upgrade_to_product_id"),
          lists.flatMap((answer) => Object.values(answer).flat()).length,
        ];
      },
    },
  },
  {
    id: "smart-upgrade-of-a-buyer",
    language: "en",
    says: "What does the smart upgrade 8101 show to the buyer of order 8YNJ3M2X?",
    calls: [{ tool: "GetGetsmartupgrade", args: { smartupgrade_id: "8101", purchase_id: "8YNJ3M2X" } }],
    facts: {
      told: (answer) => answer,
      truth: (shop) => shop.ask("getSmartupgrade", { smartupgrade_id: "8101", purchase_id: "8YNJ3M2X" }),
    },
  },
];
