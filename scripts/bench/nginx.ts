import { join } from "node:path";

/** The port that two instances share, and the port on which the first answers alone. */
export interface BalancedPorts {
  readonly both: number;
  readonly one: number;
}

/** Names the instance that a call went to last, even if it did not answer. */
export const INSTANCE_HEADER = "x-instance";

/**
 * Round robin. `proxy_next_upstream error timeout` goes to the next instance only with what was not sent yet: a POST that
 * an instance was sent, and may have carried out, is never sent again; `non_idempotent` would change that. Connections to
 * instances are not kept: if one closes while a call is sent on it, a call fails that no instance has seen.
 */
export function nginxConfig(folder: string, [first, second]: readonly [URL, URL], ports: BalancedPorts): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = paths.map((name) => `${name}_temp_path ${join(folder, name)};`).join("\n  ");
  return `daemon off;
# One process, which is gone when it is killed.
master_process off;
pid ${join(folder, "nginx.pid")};
error_log ${join(folder, "nginx.log")} error;
events { worker_connections 1024; }
http {
  ${temporary}
  access_log off;
  proxy_set_header Host $host;
  proxy_next_upstream error timeout;
  proxy_connect_timeout 2s;
  proxy_read_timeout 60s;
  proxy_buffering off;
  add_header ${INSTANCE_HEADER} $upstream_addr always;
  upstream both {
    server ${first.host} max_fails=1 fail_timeout=1s;
    server ${second.host} max_fails=1 fail_timeout=1s;
  }
  server { listen 127.0.0.1:${ports.both}; location / { proxy_pass http://both; } }
  server { listen 127.0.0.1:${ports.one}; location / { proxy_pass ${first.origin}; } }
}
`;
}
