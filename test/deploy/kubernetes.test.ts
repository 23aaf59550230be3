import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { readConfig, VARIABLE_NAMES } from "../../src/server/start/config/config.ts";
import { execForm, imageEnvironment, parseDockerfile } from "./dockerfile.ts";
import { MAX_STOP_SECONDS } from "./longest-call.ts";
import { MANIFEST_SCHEMAS } from "./manifest-schemas.ts";
import { byKind, MANIFEST_FOLDER, type Manifest, parseManifests, readManifests } from "./manifests.ts";
import { isInstalled } from "./proxies.ts";

const ajv = new Ajv({ allErrors: true, strict: true });
const manifests = readManifests();
const { Deployment, Service, HorizontalPodAutoscaler, PodDisruptionBudget, NetworkPolicy, Kustomization } = manifests;
const pod: Manifest = Deployment.spec.template;
const [container] = pod.spec.containers;
const portNames = container.ports.map((port: { name: string }) => port.name);
const literals: string[] = Kustomization.configMapGenerator[0].literals;
const configMap = Object.fromEntries(literals.map((literal) => literal.split("=", 2) as [string, string]));

function problemsOf(manifest: Manifest): readonly unknown[] {
  const schema = MANIFEST_SCHEMAS[manifest.kind];
  if (!schema) {
    return [`no schema for ${manifest.kind}`];
  }
  const validate = ajv.compile(schema);
  return validate(manifest) ? [] : (validate.errors ?? []);
}

describe("the manifests", () => {
  test("are all in the kustomization", () => {
    const files = readdirSync(MANIFEST_FOLDER).filter((file) => file !== "kustomization.yaml");

    expect(new Set(Kustomization.resources)).toEqual(new Set(files));
  });

  test.each(Object.values(manifests).filter(({ kind }) => kind !== "Kustomization"))(
    "$kind is a valid one",
    (manifest) => {
      expect(problemsOf(manifest)).toEqual([]);
    },
  );

  test("would not be valid with a misspelt field, a wrong value or a missing one", () => {
    const broken = (change: (copy: Manifest) => void) => {
      const copy = structuredClone(Deployment);
      change(copy.spec.template.spec);
      return problemsOf(copy).length;
    };

    expect(broken((spec) => Object.assign(spec, { terminationGracePeriod: 160 }))).toBeGreaterThan(0);
    expect(broken((spec) => Object.assign(spec.securityContext.seccompProfile, { type: "Default" }))).toBeGreaterThan(
      0,
    );
    expect(broken((spec) => Reflect.deleteProperty(spec.containers[0], "image"))).toBeGreaterThan(0);
  });

  test("select the pods by labels that they carry", () => {
    const selectors = [
      Deployment.spec.selector.matchLabels,
      Service.spec.selector,
      PodDisruptionBudget.spec.selector.matchLabels,
      NetworkPolicy.spec.podSelector.matchLabels,
      ...pod.spec.topologySpreadConstraints.map(({ labelSelector }: Manifest) => labelSelector.matchLabels),
    ];

    for (const selector of selectors) {
      expect(pod.metadata.labels).toMatchObject(selector);
    }
  });

  test("name ports that the container has, at the numbers that the server listens on", () => {
    const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
    const named = [
      ...probes.map(({ httpGet }) => httpGet.port),
      ...Service.spec.ports.map((port: Manifest) => port.targetPort),
      ...NetworkPolicy.spec.ingress.flatMap((rule: Manifest) => rule.ports.map((port: Manifest) => port.port)),
    ];
    const stage = parseDockerfile().stages.at(-1);
    const config = readConfig({ ...(stage && imageEnvironment(stage)), ...configMap });

    expect(named.filter((port) => !portNames.includes(port))).toEqual([]);
    expect(container.ports).toEqual([
      { name: "http", containerPort: config.port },
      { name: "metrics", containerPort: config.metricsPort },
    ]);
    expect(config.host).toBe("0.0.0.0");
  });

  test("set only variables that the server reads", () => {
    expect(Object.keys(configMap).filter((name) => !VARIABLE_NAMES.includes(name))).toEqual([]);
    expect(container.envFrom[0].configMapRef.name).toBe(Kustomization.configMapGenerator[0].name);
  });

  test("run the image's own command, in the version that the package has", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    const stage = parseDockerfile().stages.at(-1);

    expect([container.command, container.args]).toEqual([undefined, undefined]);
    expect(stage && execForm(stage, "CMD")).toContain("serve");
    expect(Kustomization.images).toEqual([{ name: container.image, newName: expect.any(String), newTag: version }]);
  });
});

describe("a pod", () => {
  test("has no rights and cannot write", () => {
    expect(pod.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("gets no request while it stops, and has the time to finish the longest call", () => {
    const [program, pause] = container.lifecycle.preStop.exec.command;

    expect(program).toBe("sleep");
    expect(pod.spec.terminationGracePeriodSeconds - Number(pause)).toBeGreaterThan(MAX_STOP_SECONDS);
    // Longer than it takes to remove a pod that fails its probe.
    expect(Number(pause)).toBeGreaterThanOrEqual(container.readinessProbe.periodSeconds);
  });

  test("is restarted only if it does not answer, and gets no requests while it stops or refuses changes", () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;

    expect([startupProbe, livenessProbe].map(({ httpGet }) => httpGet.path)).toEqual(["/health", "/health"]);
    expect(readinessProbe.httpGet.path).toBe("/ready");
  });

  test("may reach DNS, and HTTPS outside the cluster, and nothing else", () => {
    const ports = NetworkPolicy.spec.egress.map((rule: Manifest) => rule.ports.map((port: Manifest) => port.port));
    const blocks = NetworkPolicy.spec.egress[1].to.map((peer: Manifest) => peer.ipBlock.cidr);

    expect(NetworkPolicy.spec.policyTypes).toEqual(["Ingress", "Egress"]);
    expect(ports).toEqual([[53, 53], [443]]);
    expect(blocks).toEqual(["0.0.0.0/0", "::/0"]);
  });
});

test("a rollout or an eviction always leaves a pod that serves", () => {
  const { minReplicas, maxReplicas, scaleTargetRef } = HorizontalPodAutoscaler.spec;

  expect(scaleTargetRef).toEqual({
    apiVersion: Deployment.apiVersion,
    kind: "Deployment",
    name: Deployment.metadata.name,
  });
  expect(Deployment.spec).not.toHaveProperty("replicas");
  expect(Deployment.spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  expect(PodDisruptionBudget.spec.maxUnavailable).toBeGreaterThan(0);
  expect(PodDisruptionBudget.spec.maxUnavailable).toBeLessThan(minReplicas);
  expect(maxReplicas).toBeGreaterThan(minReplicas);
});

describe.skipIf(!isInstalled("kubectl", "version", "--client"))("kubectl kustomize", () => {
  test("builds valid objects, in which the deployment reads the map that was made", () => {
    const built = parseManifests(execFileSync("kubectl", ["kustomize", MANIFEST_FOLDER], { encoding: "utf8" }));
    const objects = byKind(built);
    const [{ envFrom, image }] = objects["Deployment"].spec.template.spec.containers;

    expect(built.flatMap(problemsOf)).toEqual([]);
    expect(objects["ConfigMap"].data).toEqual(configMap);
    expect(envFrom[0].configMapRef.name).toBe(objects["ConfigMap"].metadata.name);
    expect(image).toMatch(/^registry\.example\.com\/digistore24-mcp:\d/);
    expect(new Set(built.slice(1).map(({ metadata }) => metadata.namespace))).toEqual(new Set(["digistore24-mcp"]));
  });
});
