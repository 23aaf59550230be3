import { z } from "zod";
import type { Seal } from "../seal.ts";
import { authorizationSchema } from "./authorization-request.ts";
import { CONSENT_SECONDS } from "./browser-cookie.ts";

const formSchema = z.object({
  request: authorizationSchema,
  /** The mark of the browser that the page was sent to. */
  browser: z.string(),
  vouchedBy: z.string().optional(),
});
/** The hidden part of the consent page, which makes the form of one browser useless in another. */
export type ConsentForm = Readonly<z.infer<typeof formSchema>>;

export function closeForm(seal: Seal, form: ConsentForm): Promise<string> {
  return seal.close("consent", form, CONSENT_SECONDS);
}

export function openForm(seal: Seal, sealed: unknown): Promise<ConsentForm | undefined> {
  return seal.open("consent", typeof sealed === "string" ? sealed : "", formSchema);
}
