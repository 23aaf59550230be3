/** How a documented command is run by a test. */
export type Run =
  /** Here, and it has to end with 0. */
  | { readonly ends: string; readonly env?: Readonly<Record<string, string>> }
  /** Here, until it says this; then Ctrl-C is to end it. */
  | {
      readonly ends?: never;
      readonly starts: string;
      readonly says: RegExp;
      readonly env?: Readonly<Record<string, string>>;
    }
  /** By that file, in which this stands. */
  | { readonly file: string; readonly holds: string };

const AUDITED = { AUDIT_LOG: "audit.log" };
const ANY_PORT = { PORT: "0" };
const LISTENS = /listening at/;

const FIRST_TIME = { file: ".ci/run", holds: "npm ci && npm test" };
const CHECKED = { file: ".ci/run", holds: "npm run check" };
const PULLED = { file: "test/scripts/pull-support.ts", holds: "runPull" };
const AGAINST = { file: ".github/workflows/ci.yml", holds: "npm run tools:diff -- --against" };
const WITH_OTHERS = { file: ".github/workflows/ci.yml", holds: "npm run test:interop" };

/** Every command of the docs, and where it is run. Those for a cluster or a system have `documented-commands.test.ts`. */
export const COMMANDS: Readonly<Record<string, Run>> = {
  "npm ci": FIRST_TIME,
  "npm test": FIRST_TIME,
  "npm run demo": { starts: "npm run demo", says: /Ctrl-C ends it/ },
  "npm run demo -- --once": { ends: "npm run demo -- --once" },
  "npm start": { starts: "npm start", says: LISTENS, env: ANY_PORT },
  "DIGISTORE24_API_URL=http://127.0.0.1:8124/api/call npm start": {
    starts: "npm start",
    says: LISTENS,
    env: { ...ANY_PORT, DIGISTORE24_API_URL: "http://127.0.0.1:8124/api/call" },
  },
  "npm run sandbox -- --port 8124": { starts: "npm run sandbox -- --port 0", says: /Digistore24 sandbox/ },
  "npm run build": { ends: "npm run build" },
  "npm run regen": { ends: "npm run regen" },
  "npm run regen:check": { ends: "npm run regen:check" },
  "npm run tools:diff": { ends: "npm run tools:diff" },
  "npm run tools:diff -- --against <commit>": AGAINST,
  "npm run check": CHECKED,
  "npm run openapi:pull": PULLED,
  "npm run openapi:pull -- --dry-run": PULLED,
  "npm run audit -- --since 7d --tool updateProduct": {
    ends: "npm run audit -- --since 7d --tool updateProduct",
    env: AUDITED,
  },
  "npm run audit -- /var/log/digistore24-mcp/audit.log --since 7d": { ends: "npm run audit -- audit.log --since 7d" },
  "npm run mcpb": { file: "test/deploy/mcpb.test.ts", holds: "buildBundle" },
  "npm run measure:tools": { ends: "npm run measure:tools" },
  "npm run bench": { file: "test/scripts/bench.test.ts", holds: "scripts/bench/main.ts" },
  "npm run bench:scale": { file: "test/scripts/bench-scale.test.ts", holds: "scripts/bench/scale-out.ts" },
  "npm run test:interop": WITH_OTHERS,
  "npm run test:interop -- -u": WITH_OTHERS,
  "node dist/cli/main.js": { ends: "node dist/cli/main.js --help" },
  "node dist/cli/main.js config <client>": { ends: "node dist/cli/main.js config cursor" },
  "node dist/cli/main.js config windsurf": { ends: "node dist/cli/main.js config windsurf" },
  "node dist/cli/main.js tools --toolsets orders": { ends: "node dist/cli/main.js tools --toolsets orders" },
  "node dist/cli/main.js doctor --url http://127.0.0.1:3000/": { file: "test/cli/doctor.test.ts", holds: '"--url"' },
  'npx mcp-remote http://127.0.0.1:3000/ --header "Authorization: Bearer YOUR_DIGISTORE24_API_KEY"': {
    file: "test/e2e/clients.test.ts",
    holds: "node_modules/mcp-remote/dist/proxy.js",
  },
  'npx @modelcontextprotocol/inspector --cli http://127.0.0.1:3000/ --transport http --header "Authorization: Bearer YOUR_DIGISTORE24_API_KEY" --method tools/list':
    { file: "test/interop/inspector.test.ts", holds: '"--transport", "http", "--header"' },
};
