import { type CertificateFault, certificateFault } from "../server/upstream/certificate-advice.ts";
import { errorCode } from "../server/upstream/connection-error.ts";
import { describeFailure } from "./describe-failure.ts";
import type { Finding } from "./finding.ts";

const CERTIFICATE_ADVICE: Readonly<Record<CertificateFault, string>> = {
  "out-of-date": "Agents refuse it as well: renew it if it has expired; otherwise correct this machine's clock",
  "wrong-name":
    "Agents refuse it as well: it is for another name, so have the server, or the proxy in front of it, send the certificate for this host name",
  "not-trusted":
    "Agents refuse it as well: have the server, or the proxy in front of it, send a certificate from a public authority, with its complete chain. If an authority of your own network has signed it, NODE_EXTRA_CA_CERTS lets this command and your own agents trust it, but claude.ai and ChatGPT never do",
};

/** Failures in words, each with its own advice if the general one does not fit. */
const KNOWN: Readonly<Record<string, { readonly words: string; readonly advice?: string }>> = {
  ECONNREFUSED: { words: "the connection was refused" },
  ENOTFOUND: { words: "the name could not be resolved" },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    words: "the server does not use TLS",
    advice: "Use http:// for it, or the address of the proxy that adds https",
  },
};

/**
 * Describes why an address could not be reached. The advice is for every cause but a certificate. Throws the error again
 * if it is not a failure of the connection.
 */
export function describeUnreachable(
  url: string,
  error: unknown,
  { timeoutMs, advice }: { readonly timeoutMs: number; readonly advice: string },
): Required<Pick<Finding, "seen" | "advice">> {
  const reason = describeFailure(error, timeoutMs);
  const code = errorCode(error);
  const fault = certificateFault(code);
  if (fault !== undefined) {
    const { host } = new URL(url);
    return { seen: `the certificate of ${host} is not trusted (${reason})`, advice: CERTIFICATE_ADVICE[fault] };
  }
  const { words, ...other } = KNOWN[code ?? ""] ?? {};
  const seen = `${url} cannot be reached${words === undefined ? "" : `: ${words}`} (${reason})`;
  return { seen, advice, ...other };
}
