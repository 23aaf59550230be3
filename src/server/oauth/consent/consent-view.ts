import type { Language } from "../../kit/language.ts";
import type { Access } from "../scopes.ts";

/** Everything that the consent page shows. */
export interface ConsentView {
  readonly language: Language;
  readonly program: {
    readonly name: string;
    /** The host of its metadata document; undefined for a program that only describes itself. */
    readonly vouchedBy?: string | undefined;
  };
  /** The host or the scheme that people are sent back to, as they should read it. */
  readonly returnsTo: string;
  /** Whether all its redirect addresses are on the person's own computer. */
  readonly isLoopbackOnly: boolean;
  /** Whether the program asked for nothing but reading. */
  readonly asksOnlyRead: boolean;
  /** Titles of the tools that move money at this address, in the language of the page. */
  readonly moneyTools: readonly string[];
  /** Numbers of tools: those that read, and those that change something without moving money. */
  readonly counts: { readonly read: number; readonly change: number };
  /** Whether one of the tools deletes. */
  readonly deletes: boolean;
  /** Titles of the tools that only read, but are refused to a key with read access. */
  readonly beyondReadKey: readonly string[];
  /** Whether calls that move money ask a person first. */
  readonly confirms: boolean;
  /** Whether people can get a key by agreeing on Digistore24's own page. */
  readonly handsOver: boolean;
  readonly sealedRequest: string;
  /** Where the form is sent. */
  readonly action: string;
  /** Leads to the same page in another language; undefined for a page without an address of its own. */
  readonly linkTo?: ((language: Language) => string) | undefined;
  /** Preselected after an attempt that failed. Default: read. */
  readonly chosen?: Access | undefined;
  /** Why the key that was entered cannot be used. */
  readonly problem?: string | undefined;
}
