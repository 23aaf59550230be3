import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Account } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { Flag } from "../wire/values.ts";
import { onSaleSince } from "./shop-start.ts";

export interface PaymentPlan {
  readonly id: number;
  readonly productId: number;
  readonly currency: string;
  readonly firstCents: number;
  readonly otherCents: number;
  /** 0 open-ended, 1 single payment, 2 or more instalments. */
  readonly installments: number;
  readonly firstInterval: string;
  readonly otherInterval: string;
  readonly cancelPolicy: string | null;
  readonly position: number;
  readonly isActive: Flag;
  readonly isSwitchingAllowed: Flag;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

export const MONTHLY = "1_month";
/** The distance between two plans on the order form, so that another one fits between them. */
export const POSITION_STEP = 10;

export const paymentPlans = defineSlice(({ account }) => numbered(seedPaymentPlans(account)));

/** A plan with default values. */
export function newPaymentPlan(id: number, productId: number, createdAt: Instant): PaymentPlan {
  return {
    id,
    productId,
    currency: "EUR",
    firstCents: 0,
    otherCents: 0,
    installments: 1,
    firstInterval: MONTHLY,
    otherInterval: MONTHLY,
    cancelPolicy: null,
    position: POSITION_STEP,
    isActive: "Y",
    isSwitchingAllowed: "N",
    createdAt,
    modifiedAt: createdAt,
  };
}

function seedPaymentPlans(account: Account): readonly PaymentPlan[] {
  const monthly = { otherInterval: "1_month", isSwitchingAllowed: "Y" } as const;
  const yearly = {
    firstInterval: "12_month",
    otherInterval: "12_month",
    cancelPolicy: "12m_0",
    isSwitchingAllowed: "Y",
  } as const;
  return [
    seedPlan(account, 90001, 12345, { firstCents: 19_900 }),
    seedPlan(account, 90002, 12345, { firstCents: 6_900, otherCents: 6_900, installments: 3, position: 20 }),
    seedPlan(account, 90003, 67890, { firstCents: 1_990, otherCents: 1_990, installments: 0, ...monthly }),
    seedPlan(account, 90004, 24680, { firstCents: 2_990 }),
    seedPlan(account, 90005, 13579, { firstCents: 14_900 }),
    seedPlan(account, 90006, 12345, {
      firstCents: 14_900,
      otherCents: 14_900,
      installments: 0,
      ...yearly,
      position: 30,
    }),
  ];
}

function seedPlan(account: Account, id: number, productId: number, terms: Partial<PaymentPlan>): PaymentPlan {
  return { ...newPaymentPlan(id, productId, onSaleSince(account, "2024-12-02 10:20:00")), ...terms };
}
