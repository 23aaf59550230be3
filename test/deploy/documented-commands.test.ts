import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { useCommands } from "../support/processes.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { readCompose } from "./compose.ts";
import { type Manifest, readManifests } from "./manifests.ts";
import { isInstalled } from "./proxies.ts";
import { readUnit } from "./systemd-unit.ts";

const FILE = "docs/operating.md";
const operating = readFileSync(FILE, "utf8");
const start = useCommands();
const tempFolder = useTempFolders();

const chapters = operating.slice(operating.indexOf("## Start it"), operating.indexOf("## Several instances"));
/** Blocks with a language show a file. */
const commands = [...chapters.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language, block = ""]) =>
  language === "" ? block.trim().split("\n") : [],
);

/** Run below unchanged. */
const RUN_HERE = commands.filter((command) => /^(kubectl kustomize|systemd-analyze|caddy) /.test(command));
/** Need an engine, a cluster, the machine's own systemd or nginx, a registry, or the address of the repository; their files have tests of their own. Those of npm and node are run by test/docs/run-commands.test.ts. */
const RUN_ELSEWHERE = [
  /^docker /,
  /^kubectl (apply|-n) /,
  /^systemctl /,
  /^cp deploy\/\S+ \/etc\//,
  /^nginx -t$/,
  /^(npm|node) /,
  /^git clone (--branch v1\.2\.3 )?REPOSITORY (\/opt\/)?digistore24-mcp(-1\.2\.3)?$/,
  /^git (fetch --tags|checkout v1\.2\.3)$/,
  /^cd (\/opt\/)?digistore24-mcp(-1\.2\.3)?$/,
  /^ln -sfnT ("\$PWD"|\/opt\/digistore24-mcp-1\.2\.3) \/opt\/digistore24-mcp$/,
];

const TO_SEE_WHETHER_IT_IS_THERE: Readonly<Record<string, readonly string[]>> = {
  kubectl: ["version", "--client"],
  caddy: ["version"],
};

describe("the commands in the operating guide", () => {
  test("are each run here, or known to need something that is missing here", () => {
    const rest = commands.filter((command) => !RUN_HERE.includes(command));

    expect(RUN_HERE).toHaveLength(3);
    expect(rest.filter((command) => !RUN_ELSEWHERE.some((pattern) => pattern.test(command)))).toEqual([]);
  });

  test.for(RUN_HERE)("%s", async (command, { skip }) => {
    const [program = ""] = command.split(" ");
    // The unit names the path at which packages install Node.js.
    skip(program === "systemd-analyze" && !existsSync("/usr/bin/node"), "/usr/bin/node is not there");
    skip(!isInstalled(program, ...(TO_SEE_WHETHER_IT_IS_THERE[program] ?? ["--version"])));
    const home = tempFolder();
    const run = start(command.split(" "), { env: { XDG_DATA_HOME: home, XDG_CONFIG_HOME: home } });
    expect(await run.exit, run.output()).toBe(0);
  });

  test("name files, services, objects and scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const text = commands.join("\n");
    const files = [...text.matchAll(/deploy\/[\w./-]+/g)].map(([file]) => file);
    const npmScripts = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = ""]) => script);

    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect([...new Set(npmScripts)]).toEqual(["build", "mcpb"]);
    expect(npmScripts.filter((script) => scripts[script] === undefined)).toEqual([]);
    expect(existsSync(/tsx (\S+)/.exec(scripts["mcpb"])?.[1] ?? "")).toBe(true);
  });

  test("read the audit log of the service, the pods and the file that the deployment files have", () => {
    const [systemd, compose, kubernetes] = [...operating.matchAll(/^.*node dist\/cli\/main\.js audit .*$/gm)].map(
      String,
    );
    const pods: Manifest = readManifests()["Deployment"];
    const [[label, value] = []] = Object.entries(pods.spec.selector.matchLabels);
    const { maxReplicas } = readManifests()["HorizontalPodAutoscaler"].spec;

    expect(systemd).toContain(` audit ${readUnit().environment["AUDIT_LOG"]}* `);
    expect(Object.keys(readCompose())).toContain(/logs --no-log-prefix (\w+) /.exec(compose ?? "")?.[1]);
    expect(compose).toContain(" exec -T endpoint node dist/cli/main.js audit - ");
    expect(kubernetes).toContain(` -l ${label}=${value} `);
    expect(kubernetes).toContain(` exec -i deploy/${pods.metadata.name} -- node dist/cli/main.js audit - `);
    // While pods are replaced there is one more.
    expect(kubernetes).toContain(` --max-log-requests=${maxReplicas + pods.spec.strategy.rollingUpdate.maxSurge} `);
  });

  test("stand next to links that lead to files", () => {
    const links = [...operating.matchAll(/\]\((\.\.?\/[^)#]+)/g)].map(([, link = ""]) => join(dirname(FILE), link));

    expect(links.length).toBeGreaterThan(6);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
