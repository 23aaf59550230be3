/** How a documented command is run by a test or by CI. `ENDPOINT` and `KEY` stand for those of the test. */
type Run =
  /** In a copy of the repository; it has to end with this code, 0 unless another is given. */
  | { readonly ends: string; readonly code?: number; readonly env?: Readonly<Record<string, string>> }
  /** In a copy of the repository until it says this; then Ctrl-C is to end it. */
  | {
      readonly ends?: never;
      readonly starts: string;
      readonly says: RegExp;
      readonly env?: Readonly<Record<string, string>>;
    }
  /** As a command of its own by a script or a step of CI. */
  | { readonly step: string; readonly of: ".ci/run" | ".github/workflows/ci.yml" }
  /** By a test file that imports the module which the npm script runs. */
  | { readonly script: string; readonly module: string; readonly test: string }
  /** By a test file that starts the same program with these words. */
  | { readonly words: readonly string[]; readonly test: string };

/** A command that this suite runs itself. */
export type OwnRun = Extract<Run, { ends: string } | { starts: string }>;

const CI = ".github/workflows/ci.yml";
const AUDITED = { AUDIT_LOG: "audit.log" };
const ANY_PORT = { PORT: "0" };
const LISTENS = /listening at/;
const PULL = "npm run openapi:pull -- --into test/fixtures/pull/ours --from test/fixtures/pull/v2";
const CHANGES_FOUND = 3;
const RELEASE: Run = {
  script: "scripts/release/main.ts",
  module: "scripts/release/run-release.ts",
  test: "test/scripts/release/release.test.ts",
};
const INTEROP: Run = { step: "npm run test:interop", of: CI };

/** Every command of the docs, and how it is run. Those for a cluster or a system have `documented-commands.test.ts`. */
export const COMMANDS: Readonly<Record<string, Run>> = {
  "npm ci": { step: "npm ci", of: ".ci/run" },
  "npm test": { step: "npm test", of: ".ci/run" },
  "npm run demo": { starts: "npm run demo", says: /Press Ctrl-C to stop/ },
  "npm run demo -- --web": { starts: "npm run demo -- --web", says: /Press Ctrl-C to stop/ },
  "npm run demo -- --once": { ends: "npm run demo -- --once" },
  "npm start": { starts: "npm start", says: LISTENS, env: ANY_PORT },
  "DIGISTORE24_API_URL=http://127.0.0.1:8124/api/call npm start": {
    starts: "DIGISTORE24_API_URL=http://127.0.0.1:8124/api/call npm start",
    says: LISTENS,
    env: ANY_PORT,
  },
  "npm run sandbox -- --port 8124": { starts: "npm run sandbox -- --port 0", says: /Digistore24 sandbox/ },
  "npm run sandbox -- --planted-notes": {
    starts: "npm run sandbox -- --port 0 --planted-notes",
    says: /hold instructions to an agent/,
  },
  "npm run build": { ends: "npm run build" },
  "npm run regen": { ends: "npm run regen" },
  "npm run regen:check": { ends: "npm run regen:check" },
  "npm run tools:diff": { ends: "npm run tools:diff" },
  "npm run tools:diff -- --against <commit>": { ends: "npm run tools:diff -- --against HEAD" },
  "npm run check": { step: "npm run check", of: CI },
  "npm run check:static": { step: "npm run check:static", of: ".ci/run" },
  "npm run openapi:format": { ends: "npm run openapi:format" },
  "npm run openapi:pull": { ends: PULL, code: CHANGES_FOUND },
  "npm run openapi:pull -- --dry-run": { ends: `${PULL} --dry-run`, code: CHANGES_FOUND },
  "npm run audit -- --since 7d --tool updateProduct": {
    ends: "npm run audit -- --since 7d --tool updateProduct",
    env: AUDITED,
  },
  "npm run mcpb": {
    script: "scripts/build-mcpb.ts",
    module: "scripts/mcpb/build-bundle.ts",
    test: "test/deploy/mcpb.test.ts",
  },
  "npm run release -- 1.2.3": RELEASE,
  "npm run release": RELEASE,
  "npm run release -- --dry-run": RELEASE,
  "npm run screenshots": {
    script: "scripts/screenshots.ts",
    module: "scripts/screenshots/take-screenshots.ts",
    test: "test/scripts/screenshots/chromium.test.ts",
  },
  "npm run measure:tools": { ends: "npm run measure:tools" },
  "npm run measure:purchases": { ends: "npm run measure:purchases" },
  "npm run measure:jobs": { ends: "npm run measure:jobs" },
  "npm run bench": { ends: "npm run bench -- --only sizes" },
  "npm run bench -- --quick": { ends: "npm run bench -- --quick --only sizes" },
  "npm run bench -- --only ping,listPurchases --json results.json": {
    ends: "npm run bench -- --only sizes --json results.json",
  },
  "npm run bench -- --peer http://127.0.0.1:8126/mcp --upstream-port 8125": {
    words: ["--peer", "--upstream-port"],
    test: "test/scripts/bench.test.ts",
  },
  "npm run soak": { ends: "npm run soak -- --minutes 0.05" },
  "npm run bench:scale": { ends: "npm run bench:scale -- --seconds 0.2" },
  "npm run test:interop": INTEROP,
  "npm run test:interop -- -u": INTEROP,
  "npm run test:slow": { step: "npm run test:slow", of: CI },
  "npm run test:times": { ends: "npm run test:times -- --project isolated" },
  "npm run test:times -- --write": { ends: "npm run test:times -- --write --project isolated" },
  "npx vitest run page.test.ts": { ends: "npx vitest run page.test.ts" },
  "npx vitest run --project unit": { ends: "npx vitest run --project unit surface.test.ts" },
  "node dist/cli/main.js": { ends: "node dist/cli/main.js --help" },
  "node --env-file=.env dist/cli/main.js serve": {
    starts: "node --env-file=.env dist/cli/main.js serve",
    says: /"confirm":"destructive"/,
    env: ANY_PORT,
  },
  "node dist/cli/main.js audit /var/log/digistore24-mcp/audit.log* --since 7d": {
    ends: "node dist/cli/main.js audit audit.log* --since 7d",
  },
  "node dist/cli/main.js config <client>": { ends: "node dist/cli/main.js config cursor" },
  "node dist/cli/main.js config claude-ai --url https://mcp.example.com": {
    ends: "node dist/cli/main.js config claude-ai --url https://mcp.example.com",
  },
  "node dist/cli/main.js config cursor": { ends: "node dist/cli/main.js config cursor" },
  "node dist/cli/main.js config cursor --two-keys": { ends: "node dist/cli/main.js config cursor --two-keys" },
  "node dist/cli/main.js tools --toolsets orders": { ends: "node dist/cli/main.js tools --toolsets orders" },
  "node dist/cli/main.js doctor --url https://mcp.example.com/mcp": {
    words: ["doctor", "--url"],
    test: "test/cli/doctor.test.ts",
  },
  "node dist/cli/main.js doctor --url http://127.0.0.1:3000/": { ends: "node dist/cli/main.js doctor --url ENDPOINT" },
  'npx mcp-remote http://127.0.0.1:3000/ --header "Authorization: Bearer YOUR_DIGISTORE24_API_KEY"': {
    starts: 'npx mcp-remote ENDPOINT --header "Authorization: Bearer KEY"',
    says: /Proxy established successfully/,
  },
  'npx -y --package=node@24 --package=@modelcontextprotocol/inspector@2.12.0 -- mcp-inspector --cli http://127.0.0.1:3000/ --transport http --header "Authorization: Bearer YOUR_DIGISTORE24_API_KEY" --method tools/list':
    {
      words: ["mcp-inspector", ...["--cli", "--transport", "http", "--header", "--method", "tools/list"]],
      test: "test/interop/inspector.test.ts",
    },
};
