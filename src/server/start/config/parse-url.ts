import { parseAddress } from "../../kit/parse-address.ts";
import { WrongValueError } from "./wrong-value.ts";

/** Its web pages are under all other paths. Another host may serve a stand-in for the API under any path. */
const DIGISTORE24 = /(?:^|\.)digistore24\.com$/;

/** The address that function names are appended to, without a trailing slash. */
export function apiAddress(text: string): string {
  const url = parseUrl(text, /^https?:\/\/[^/\\\s]\S*$/i);
  if (url === undefined) {
    throw new WrongValueError("must be an http or https address");
  }
  if (url.username !== "" || url.password !== "") {
    throw new WrongValueError("must not contain a user name or password: only the API key of each agent is sent");
  }
  if (/[?#]/.test(text)) {
    throw new WrongValueError("must end with its path, without ? or #, because function names are appended to it");
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (path === "" && DIGISTORE24.test(url.hostname)) {
    throw new WrongValueError(
      "must end with the path of Digistore24's API, /api/call, because function names are appended to it",
    );
  }
  return url.origin + path;
}

export function redisAddress(text: string): string {
  const url = parseUrl(text, /^rediss?:\/\/[^/\\\s]\S*$/i);
  if (url === undefined || url.hostname === "") {
    throw new WrongValueError("must be a redis or rediss address with a host");
  }
  return text;
}

function parseUrl(text: string, form: RegExp): URL | undefined {
  return form.test(text) ? parseAddress(text) : undefined;
}
