import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The name in the examples and in the variables of the endpoint. */
export const PUBLIC_NAME = "mcp.example.com";

interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Everything a command needs to run a proxy: its port, its upstream and its certificate. */
export interface ProxyPlace extends Certificate {
  readonly folder: string;
  readonly port: number;
  readonly upstream: string;
  /** The instance that takes over in an upgrade without a pause. */
  readonly next?: string;
}

export function isInstalled(program: string, ...args: string[]): boolean {
  const isThere = spawnSync(program, args).status === 0;
  if (!isThere) {
    process.stderr.write(`${program} is not installed: what it would check is skipped\n`);
  }
  return isThere;
}

export function makeCertificate(folder: string): Certificate {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const subject = ["-subj", `/CN=${PUBLIC_NAME}`, "-addext", `subjectAltName=DNS:${PUBLIC_NAME}`];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files], {
    stdio: "ignore",
  });
  return { certificate, key };
}

/** The example for nginx inside the smallest nginx.conf; returns the arguments to run it with. */
export function placeNginx({ folder, port, upstream, next, certificate, key }: ProxyPlace): string[] {
  const site = replaceEach(readFileSync("deploy/nginx/digistore24-mcp.conf", "utf8"), [
    ["listen 443 ", `listen 127.0.0.1:${port} `],
    ["server 127.0.0.1:3000;", `server ${upstream};`],
    ...(next === undefined ? [] : [["# server 127.0.0.1:3001;", `server ${next};`] as const]),
    ["/etc/ssl/mcp.example.com.pem", certificate],
    ["/etc/ssl/mcp.example.com.key", key],
  ]);
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  for (const kind of kinds) {
    mkdirSync(join(folder, kind), { recursive: true });
  }
  const main = [
    // A worker of another user could not get into the test's folder.
    ...(process.getuid?.() === 0 ? ["user root;"] : []),
    "daemon off;",
    `pid ${folder}/nginx.pid;`,
    "error_log stderr notice;",
    "events {}",
    "http {",
    `access_log ${folder}/access.log;`,
    ...kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`),
    `include ${folder}/site.conf;`,
    "}",
  ];
  writeFileSync(join(folder, "site.conf"), site);
  writeFileSync(join(folder, "nginx.conf"), main.join("\n"));
  return ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")];
}

/** The example for Caddy with a certificate that is there already; returns the arguments to run it with. */
export function placeCaddy({ folder, port, upstream, next = "", certificate, key }: ProxyPlace): string[] {
  const site = replaceEach(readFileSync("deploy/caddy/Caddyfile", "utf8"), [
    ["auto_https disable_redirects\n", "auto_https disable_redirects\n\tadmin off\n"],
    ["mcp.example.com {", `mcp.example.com:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}`],
    ["reverse_proxy 127.0.0.1:3000", `reverse_proxy ${upstream} ${next}`],
  ]);
  writeFileSync(join(folder, "Caddyfile"), site);
  return ["--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
}

function replaceEach(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) {
      throw new Error(`The example does not hold ${JSON.stringify(from)} any more`);
    }
    return result.replace(from, to);
  }, text);
}
