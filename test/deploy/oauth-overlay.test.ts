import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { readConfig, VARIABLE_NAMES } from "../../src/server/start/config/config.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { imageEnvironment, parseDockerfile } from "./dockerfile.ts";
import { MANIFEST_SCHEMAS } from "./manifest-schemas.ts";
import { byKind, type Manifest, parseManifests, readManifests } from "./manifests.ts";
import { isInstalled } from "./proxies.ts";

const FOLDER = "deploy/kubernetes/overlays/oauth";
const FILLED_IN = {
  KEY_HASH_SECRET: "0123456789abcdef0123456789abcdef",
  OAUTH_SECRETS: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  REDIS_URL: "redis://redis:6379",
  DIGISTORE24_DEVELOPER_KEY: "12345-KeyOfTheDeveloper",
};

const tempFolder = useTempFolders();
const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");
const [overlay] = parseManifests(read("kustomization.yaml"));
const base = readManifests();

const example = Object.fromEntries(
  read("secrets.env.example")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("=", 2) as [string, string]),
);

function pairs(literals: readonly string[]): Record<string, string> {
  return Object.fromEntries(literals.map((literal) => literal.split("=", 2) as [string, string]));
}

/** The variables of a pod. */
function environmentWith(secrets: Readonly<Record<string, string>>): Record<string, string> {
  const stage = parseDockerfile().stages.at(-1);
  const [ours] = base["Kustomization"].configMapGenerator;
  const [theirs] = overlay.configMapGenerator;
  return { ...(stage && imageEnvironment(stage)), ...pairs(ours.literals), ...pairs(theirs.literals), ...secrets };
}

describe("the overlay for web agents", () => {
  test("uses every file of its folder, and stands on the base", () => {
    const named = ["kustomization.yaml", "secrets.env.example", ...overlay.patches.map(({ path }: Manifest) => path)];

    expect(
      readdirSync(FOLDER)
        .filter((name) => name !== "secrets.env")
        .sort(),
    ).toEqual(named.sort());
    expect(overlay.resources).toEqual(["../../base"]);
    expect(overlay.namespace).toBe(base["Kustomization"].namespace);
  });

  test("adds to the map and makes the secret that the pods read", () => {
    const [map] = overlay.configMapGenerator;
    const [secret] = overlay.secretGenerator;
    const [fromMap, fromSecret] = base["Deployment"].spec.template.spec.containers[0].envFrom;

    expect([map.name, map.behavior]).toEqual([fromMap.configMapRef.name, "merge"]);
    expect([secret.name, secret.envs]).toEqual([fromSecret.secretRef.name, ["secrets.env"]]);
  });

  test("starts the front door once its secrets are filled in, and no pod before", () => {
    expect(
      Object.keys(environmentWith(example)).filter((name) => ![...VARIABLE_NAMES, "NODE_ENV"].includes(name)),
    ).toEqual([]);
    expect(Object.keys(example)).toEqual(Object.keys(FILLED_IN));
    expect(readConfig(environmentWith({ ...example, ...FILLED_IN })).oauth).toMatchObject({
      publicUrl: "https://mcp.example.com",
      developerKey: FILLED_IN.DIGISTORE24_DEVELOPER_KEY,
    });
    // As it is without a developer key.
    expect(readConfig(environmentWith({ ...FILLED_IN, DIGISTORE24_DEVELOPER_KEY: "" })).oauth).toBeDefined();
    expect(() => readConfig(environmentWith(example))).toThrow(/needs OAUTH_SECRETS/);
    expect(() => readConfig(environmentWith({ ...FILLED_IN, KEY_HASH_SECRET: "" }))).toThrow(/needs KEY_HASH_SECRET/);
    expect(() => readConfig(environmentWith({ ...FILLED_IN, OAUTH_SECRETS: "" }))).toThrow(/needs OAUTH_SECRETS/);
  });

  test("has no secret in the repository, nor could one get there", () => {
    expect(Object.values(example)).toEqual(["", "", "", ""]);
    expect(spawnSync("git", ["check-ignore", "--quiet", join(FOLDER, "secrets.env")]).status).toBe(0);
  });

  test("lets the pods reach the Redis that it names", () => {
    const [{ op, path, value }] = parseManifests(read("redis-egress.yaml"))[0];
    const { target } = overlay.patches[0];

    expect([op, path]).toEqual(["add", "/spec/egress/-"]);
    expect(target).toEqual({ kind: "NetworkPolicy", name: base["NetworkPolicy"].metadata.name });
    const [, address = ""] = /Example: (redis:\S+)/.exec(read("secrets.env.example")) ?? [];
    expect(String(value.ports[0].port)).toBe(new URL(address).port);
  });
});

describe.skipIf(!isInstalled("kubectl", "version", "--client"))("kubectl kustomize", () => {
  function build(secrets?: Readonly<Record<string, string>>, isSinglePod = false) {
    const folder = tempFolder();
    cpSync("deploy/kubernetes", folder, { recursive: true });
    const target = join(folder, "overlays/oauth");
    if (secrets !== undefined) {
      const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(join(target, "secrets.env"), lines.join(""));
    }
    if (isSinglePod) {
      const file = join(target, "kustomization.yaml");
      writeFileSync(
        file,
        readFileSync(file, "utf8").replace(/(?<=remove the signs before these lines\.\n)[\s\S]*/, (lines) =>
          lines.replace(/^ {2}# /gm, "  "),
        ),
      );
    }
    return execFileSync("kubectl", ["kustomize", target], { encoding: "utf8", stdio: "pipe" });
  }

  test("builds valid objects, in which the pods read the map and the secret that were made", () => {
    const built = parseManifests(build(FILLED_IN));
    const objects = byKind(built);
    const [{ envFrom }] = objects["Deployment"].spec.template.spec.containers;
    const { data, metadata } = objects["Secret"];
    const ajv = new Ajv({ allErrors: true, strict: true });

    expect(built.filter((object) => !ajv.validate(MANIFEST_SCHEMAS[object.kind] ?? false, object))).toEqual([]);
    expect(objects["ConfigMap"].data).toMatchObject({ PUBLIC_URL: "https://mcp.example.com", METRICS_PORT: "9464" });
    expect(Object.entries(data).map(([name, value]) => [name, String(Buffer.from(String(value), "base64"))])).toEqual(
      Object.entries(FILLED_IN).sort(),
    );
    expect(envFrom).toEqual([
      { configMapRef: { name: objects["ConfigMap"].metadata.name } },
      { secretRef: { name: metadata.name, optional: true } },
    ]);
    expect(objects["NetworkPolicy"].spec.egress).toHaveLength(base["NetworkPolicy"].spec.egress.length + 1);
    expect(objects["NetworkPolicy"].spec.egress.at(-1).ports).toEqual([{ port: 6379, protocol: "TCP" }]);
  });

  test("runs a single pod, without Redis, once its lines are uncommented", () => {
    const { REDIS_URL: _, ...withoutRedis } = FILLED_IN;
    const [single, usual] = [true, false].map((isSinglePod) =>
      byKind(parseManifests(build(withoutRedis, isSinglePod))),
    );

    expect(single?.["HorizontalPodAutoscaler"].spec).toMatchObject({ minReplicas: 1, maxReplicas: 1 });
    expect({ ...single, HorizontalPodAutoscaler: {} }).toEqual({ ...usual, HorizontalPodAutoscaler: {} });
    expect(() => readConfig(environmentWith(withoutRedis))).not.toThrow();
  });

  test("replaces the pods when a secret changes", () => {
    const nameWith = (secrets: Readonly<Record<string, string>>) =>
      byKind(parseManifests(build(secrets)))["Secret"].metadata.name;

    expect(nameWith({ ...FILLED_IN, KEY_HASH_SECRET: "fedcba9876543210" })).not.toBe(nameWith(FILLED_IN));
  });

  test("names the file that somebody has to make first", () => {
    expect(() => build()).toThrow(/secrets\.env/);
  });
});
