import type { Handlers } from "../wire/call.ts";
import { buyUrlFunctions } from "./buy-urls.ts";
import { deleteProductFunctions } from "./delete-product.ts";

export const checkoutFunctions: Handlers = {
  ...buyUrlFunctions,
  ...deleteProductFunctions,
};
