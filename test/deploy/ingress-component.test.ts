import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/server/start/config/config.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { MAX_CALL_SECONDS } from "./longest-call.ts";
import { MANIFEST_SCHEMAS } from "./manifest-schemas.ts";
import { byKind, type Manifest, parseManifests, readManifests } from "./manifests.ts";
import { isInstalled } from "./proxies.ts";

const FOLDER = "deploy/kubernetes/components/ingress";
/** The lines of the base that somebody uncomments. */
const SWITCH = "# components:\n#   - ../components/ingress\n";

const tempFolder = useTempFolders();
const ajv = new Ajv({ allErrors: true, strict: true });
const [component] = parseManifests(readFileSync(join(FOLDER, "kustomization.yaml"), "utf8"));
const [ingress] = parseManifests(readFileSync(join(FOLDER, "ingress.yaml"), "utf8"));
const base = readManifests();
const [rule] = ingress.spec.rules;

function problemsOf(manifest: Manifest): readonly unknown[] {
  return ajv.validate(MANIFEST_SCHEMAS[manifest.kind] ?? false, manifest) ? [] : (ajv.errors ?? []);
}

describe("the ingress", () => {
  test("is a valid one, and all that its folder has", () => {
    expect(problemsOf(ingress)).toEqual([]);
    expect(component).toMatchObject({ kind: "Component", resources: ["ingress.yaml"] });
    expect(readdirSync(FOLDER).sort()).toEqual(["ingress.yaml", "kustomization.yaml"]);
  });

  test("would not be valid with a misspelt field or a path without a type", () => {
    const paths = (path: object) => ({ ...ingress, spec: { rules: [{ ...rule, http: { paths: [path] } }] } });
    const { pathType: _, ...withoutType } = rule.http.paths[0];

    expect(problemsOf({ ...ingress, spec: { ...ingress.spec, ingressClass: "nginx" } })).not.toEqual([]);
    expect(problemsOf(paths(withoutType))).not.toEqual([]);
  });

  test("leads every path of a host that the pods allow to the service, over TLS", () => {
    const literals: string[] = base["Kustomization"].configMapGenerator[0].literals;
    const config = readConfig(Object.fromEntries(literals.map((literal) => literal.split("=", 2) as [string, string])));
    const [path, ...others] = rule.http.paths;

    expect(others).toEqual([]);
    expect([path.path, path.pathType]).toEqual(["/", "Prefix"]);
    expect(path.backend.service).toEqual({
      name: base["Service"].metadata.name,
      port: { name: base["Service"].spec.ports[0].name },
    });
    expect(config.allowedHosts).toContain(rule.host);
    expect(ingress.spec.tls.flatMap((entry: Manifest) => entry.hosts)).toEqual([rule.host]);
  });

  test("waits for the longest call, and takes the bodies and cookies that the endpoint does", () => {
    const annotations = Object.fromEntries(
      Object.entries(ingress.metadata.annotations).map(([name, value]) => [name.split("/")[1], value]),
    );

    expect(Number(annotations["proxy-read-timeout"])).toBeGreaterThanOrEqual(MAX_CALL_SECONDS);
    expect(annotations).toMatchObject({ "proxy-body-size": "1m", "proxy-buffer-size": "8k", "ssl-redirect": "true" });
  });

  test("is left out of the base until its lines are uncommented", () => {
    expect(readFileSync("deploy/kubernetes/base/kustomization.yaml", "utf8")).toContain(SWITCH);
    expect(base["Kustomization"]).not.toHaveProperty("components");
  });
});

describe.skipIf(!isInstalled("kubectl", "version", "--client"))("kubectl kustomize", () => {
  test.each(["base", "overlays/oauth"])("builds %s with the ingress once its lines are uncommented", (target) => {
    const folder = tempFolder();
    cpSync("deploy/kubernetes", folder, { recursive: true });
    const file = join(folder, "base/kustomization.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(SWITCH, SWITCH.replaceAll("# ", "").replaceAll("#", "")));
    cpSync(join(folder, "overlays/oauth/secrets.env.example"), join(folder, "overlays/oauth/secrets.env"));
    const built = parseManifests(execFileSync("kubectl", ["kustomize", join(folder, target)], { encoding: "utf8" }));

    expect(built.flatMap(problemsOf)).toEqual([]);
    expect(byKind(built)["Ingress"]).toMatchObject({ spec: ingress.spec, metadata: { namespace: "digistore24-mcp" } });
  });
});
