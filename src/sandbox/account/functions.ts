import type { Handlers } from "../wire/call.ts";
import { userFunctions } from "./account.ts";
import { accountAccessFunctions } from "./account-access.ts";
import { globalSettingsFunctions } from "./global-settings.ts";
import { ipnFunctions } from "./ipn.ts";
import { keyRequestFunctions } from "./key-requests.ts";

export const accountFunctions: Handlers = {
  ...userFunctions,
  ...accountAccessFunctions,
  ...ipnFunctions,
  ...keyRequestFunctions,
  ...globalSettingsFunctions,
};
