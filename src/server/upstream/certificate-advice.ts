const OUT_OF_DATE = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);
const WRONG_NAME = new Set(["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"]);
/** OpenSSL's error codes (X509_V_ERR_…), which Node.js gives without the prefix. */
const NOT_TRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
]);

export type CertificateFault = "out-of-date" | "wrong-name" | "not-trusted";

const ADVICE: Readonly<Record<CertificateFault, string>> = {
  "out-of-date":
    "Tell the user: the certificate is out of date, or the clock of the machine that runs this server is wrong.",
  "wrong-name":
    "Tell the user: the certificate is for another name, so another server may be answering in its place. On the machine that runs this server, DIGISTORE24_API_URL (if it is set) and the network have to be checked.",
  "not-trusted":
    "Tell the user: if a proxy of their own network or a test server signs it, set NODE_EXTRA_CA_CERTS on the machine that runs this server to the file of its certificate authority, and restart the server. Otherwise something is reading the connection.",
};

/** The reason why the machine does not trust a certificate; undefined if the code is not about certificates. */
export function certificateFault(code: string | undefined): CertificateFault | undefined {
  if (code === undefined) {
    return undefined;
  }
  if (OUT_OF_DATE.has(code)) {
    return "out-of-date";
  }
  if (WRONG_NAME.has(code)) {
    return "wrong-name";
  }
  return NOT_TRUSTED.has(code) ? "not-trusted" : undefined;
}

/** Advice on a certificate that the machine does not trust; undefined if the code is not about certificates. */
export function certificateAdvice(code: string | undefined): string | undefined {
  const fault = certificateFault(code);
  return fault && ADVICE[fault];
}
