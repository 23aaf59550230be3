import { Help, type Option } from "commander";

export const READONLY_MEANING = "only tools that change nothing";
export const SAFE_MEANING = "only published tools that move no money and overwrite or delete nothing";
export const FULL_MEANING = "every function, also refunds of orders and deletions, as with DIGISTORE24_SURFACE=full";
export const CONFIRM_MEANING = "calls that overwrite or delete ask a person first, like those that charge or refund";
export const TOOLSETS_MEANING = "only these toolsets or presets, separated by commas, such as vouchers,orders";
export const ENDPOINT = "http://127.0.0.1:3000/";
export const FIRST_STEPS = `
First steps:
  digistore24-mcp demo           see it work with a made-up shop
  digistore24-mcp serve          run it, then open ${ENDPOINT} in a browser
  digistore24-mcp config cursor  show what to put into Cursor's file
  digistore24-mcp doctor         find out what is wrong`;

/** Commander's message in the form of our own messages. */
export function describeMisuse(text: string): string {
  const message = text
    .replace(/^error: /, "")
    .replace(/^command-argument value ('.*') is invalid for argument '(\w+)'\.\s*/s, "there is no $2 $1\n");
  return `digistore24-mcp: ${message.trimEnd()}\n`;
}

/** The default of a switch is left out, because it is always off. */
export function describeOption(option: Option): string {
  return option.defaultValue === false ? option.description : new Help().optionDescription(option);
}
