import type { BillingType } from "../catalogue/payment-terms.ts";
import type { Commission } from "../kit/money.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Instant } from "../kit/time.ts";

export type BillingStatus = "paying" | "completed" | "aborted" | "unpaid" | "reminding";
export type PayMethod = "paypal" | "creditcard" | "elv" | "banktransfer" | "klarna" | "sezzle" | "test";
/** The role in which the account earns on a purchase. */
export type EarningRole = "vendor" | "affiliate" | "other";

export interface Purchase {
  readonly id: string;
  readonly createdAt: Instant;
  readonly buyerId: number;
  readonly productId: number;
  /** The name at the time of purchase; products of other vendors are not in the store. */
  readonly productName: string;
  readonly itemId: number;
  readonly role: EarningRole;
  readonly affiliateName: string | null;
  readonly commission: Commission;
  readonly campaignkey: string;
  readonly isTest: boolean;
  readonly payMethod: PayMethod;
  readonly currency: string;
  readonly vatPercent: number;
  readonly billingType: BillingType;
  readonly billingStatus: BillingStatus;
  /** The first payment, shipping included. */
  readonly firstCents: number;
  readonly shippingCents: number;
  /** Each payment after the first. */
  readonly otherCents: number;
  readonly installments: number;
  readonly firstInterval: string;
  readonly otherInterval: string;
  /** The minimum term, such as `12m_3m`. */
  readonly cancelPolicy: string | null;
  readonly nextPaymentAt: Instant | null;
  /** When a cancelled order ends that still has a minimum term. */
  readonly endsAt: Instant | null;
}

export const purchases = defineSlice(() => new Map<string, Purchase>());
