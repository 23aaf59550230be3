import { defineSlice } from "../kit/slice.ts";
import { type Instant, parseLocalTime } from "../kit/time.ts";

/** An offer of another product to the buyers of some products. No function of the API creates or changes one. */
export interface SmartUpgrade {
  readonly id: number;
  readonly name: string;
  readonly authKey: string;
  readonly customCss: string | null;
  readonly toProductId: number;
  readonly productIds: readonly number[];
  readonly createdAt: Instant;
}

export const smartUpgrades = defineSlice(({ createdAt: shopMadeAt }): readonly SmartUpgrade[] => {
  // If the clock is set back, nothing may exist before its time.
  const at = (text: string) => Math.min(parseLocalTime(text) ?? Number.NaN, shopMadeAt);
  return [
    {
      id: 8101,
      name: "Kurs zu Club, smart",
      authKey: "EXAMPLE",
      customCss: null,
      toProductId: 67890,
      productIds: [12345],
      createdAt: at("2025-11-03 12:00:00"),
    },
    {
      id: 8102,
      name: "Praxistag für alle",
      authKey: "EXAMPLE",
      customCss: ".ds24-smartupgrade { color: #333; }",
      toProductId: 13579,
      productIds: [12345, 67890],
      createdAt: at("2026-02-09 16:20:00"),
    },
  ];
});
