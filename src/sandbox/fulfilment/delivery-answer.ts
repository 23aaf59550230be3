import { products } from "../catalogue/product-records.ts";
import { PRODUCT_TYPES } from "../catalogue/product-types.ts";
import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { type Buyer, buyerOf } from "../ledger/buyer-records.ts";
import { addressIdOf, buyerDetails } from "../orders/buyer-details.ts";
import { categoryOf } from "../orders/sold-goods.ts";
import type { Language } from "../wire/refusal.ts";
import type { Delivery, Parcel } from "./delivery.ts";

const PARCEL_SERVICES: Readonly<Record<string, string>> = {
  ...{ dhl: "DHL", dpd: "DPD", gls: "GLS", hermes: "Hermes", ups: "UPS", fedex: "FedEx" },
  ...{ deutsche_post: "Deutsche Post", post_at: "Österreichische Post", post_ch: "Schweizerische Post" },
};

/** A delivery as listDeliveries shows it. */
export function deliveryAnswer(store: Store, delivery: Delivery, language: Language) {
  const { id, purchase, processedAt } = delivery;
  const buyer = buyerOf(store, purchase);
  const typeId = Number(products(store).byId.get(purchase.productId)?.settings["product_type_id"]);
  return {
    id,
    purchase_id: purchase.id,
    purchase_created_at: formatTime(purchase.createdAt),
    purchase_item_id: purchase.itemId,
    buyer_address_id: addressIdOf(buyer),
    type: delivery.type,
    processed_at: processedAt === null ? null : formatTime(processedAt),
    processed_by: processedAt === null ? null : store.account.userName,
    delivery_type: categoryOf(store, purchase.productId),
    product_type_name: PRODUCT_TYPES.find((type) => type.id === typeId)?.name ?? "",
    product_id: purchase.productId,
    product_name: purchase.productName,
    product_type_id: typeId,
    ...{ variant_id: 0, variant_key: "", variant_name: "", variant_label: "" },
    quantity_total: delivery.quantityTotal,
    quantity_delivered: delivery.quantityDelivered,
    is_shippment_by_reseller_id: null,
    is_test_order: purchase.isTest ? "Y" : "N",
    delivery_address: addressAnswer(store, buyer, language),
    tracking: delivery.parcels.map((parcel) => parcelAnswer(id, parcel)),
  };
}

/** A delivery as getDelivery shows it, with the data for the parcel. */
export function deliveryDetailAnswer(store: Store, delivery: Delivery, language: Language) {
  return {
    ...deliveryAnswer(store, delivery, language),
    invoice_url: `https://www.digistore24.com/invoice/${delivery.purchase.id}/EXAMPLE.pdf`,
    delivery_slip_url: `https://www.digistore24.com/delivery/${delivery.id}/EXAMPLE.pdf`,
  };
}

function addressAnswer(store: Store, buyer: Buyer, language: Language) {
  const { title, company, streetNumber, state, phoneNo } = buyerDetails(store, buyer);
  return {
    title,
    salutation: buyer.salutation,
    company,
    first_name: buyer.firstName,
    last_name: buyer.lastName,
    street: buyer.street,
    street2: "",
    street_number: streetNumber,
    city: buyer.city,
    state,
    zipcode: buyer.zipcode,
    country: buyer.country,
    country_name: new Intl.DisplayNames(language, { type: "region" }).of(buyer.country) ?? buyer.country,
    email: buyer.email,
    phone_no: phoneNo,
    tax_id: "",
  };
}

/** `expect_delivery_at` is our own addition: otherwise no answer would show it. */
function parcelAnswer(deliveryId: number, { service, trackingId, quantity, expectedAt }: Parcel) {
  return {
    delivery_id: deliveryId,
    parcel_service_type: service,
    service_label: PARCEL_SERVICES[service] ?? service,
    tracking_id: trackingId,
    tracking_url: `https://www.example.com/parcel/${encodeURIComponent(trackingId)}`,
    quantity,
    expect_delivery_at: expectedAt,
    ipn_config_id: "",
  };
}
