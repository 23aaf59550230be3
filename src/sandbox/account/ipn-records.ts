import { takeId } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";

/** An address for payment notifications. The sandbox stores it but sends nothing. */
export interface IpnConnection {
  /** The granted key that set it up, or {@link FIXED_KEYS}. */
  readonly owner: string;
  readonly domainId: string;
  readonly configId: number;
  readonly ipnId: number;
  readonly url: string;
  readonly name: string;
  readonly productIds: string;
  readonly categories: string;
  readonly transactions: string;
  readonly timing: "before_thankyou" | "delayed";
  readonly passphrase: string;
  readonly newsletterPolicy: string;
}

const FIRST_CONFIG_ID = 120_001;
const FIRST_IPN_ID = 130_001;
const EXAMPLE_DOMAIN = "shop.example.com";
/** The fixed keys share their connections. */
export const FIXED_KEYS = "";

/** The default values of a connection. */
export const IPN_DEFAULTS = {
  categories: "orders",
  transactions: "payment,refund,chargeback,payment_missed",
  timing: "before_thankyou",
  newsletterPolicy: "send_always",
} as const;

/** One connection per key and domain_id. Ids are not used again. */
export const ipnRecords = defineSlice(() => ({
  connections: new Map([[connectionKey(FIXED_KEYS, EXAMPLE_DOMAIN), exampleConnection()]]),
  nextId: 1,
}));

/** Deletes all connections of a key. */
export function endConnections(store: Store, owner: string): void {
  const { connections } = ipnRecords(store);
  for (const [key, connection] of connections) {
    if (connection.owner === owner) {
      connections.delete(key);
    }
  }
}

/** New ids for a connection. */
export function takeConnectionIds(store: Store): Pick<IpnConnection, "configId" | "ipnId"> {
  const place = takeId(ipnRecords(store));
  return { configId: FIRST_CONFIG_ID + place, ipnId: FIRST_IPN_ID + place };
}

export function connectionKey(owner: string, domainId: string): string {
  return `${owner}/${domainId}`;
}

function exampleConnection(): IpnConnection {
  return {
    owner: FIXED_KEYS,
    domainId: EXAMPLE_DOMAIN,
    configId: FIRST_CONFIG_ID,
    ipnId: FIRST_IPN_ID,
    url: `https://${EXAMPLE_DOMAIN}/ipn`,
    name: "Mitgliederbereich",
    productIds: "all",
    passphrase: "EXAMPLE",
    ...IPN_DEFAULTS,
  };
}
