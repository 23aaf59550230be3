/**
 * The part of Kubernetes' own schemas that the manifests use, written by hand from its API reference: types, allowed
 * values, required fields, and no field besides those known here, which finds a misspelt or misplaced one. A
 * cluster checks the rest.
 */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string", minLength: 1 };
const texts: Schema = { type: "array", items: text, minItems: 1 };
const count: Schema = { type: "integer", minimum: 0 };
const positive: Schema = { type: "integer", minimum: 1 };
const flag: Schema = { type: "boolean" };
const name: Schema = { type: "string", pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" };
const portName: Schema = { type: "string", pattern: "^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$" };
const portNumber: Schema = { type: "integer", minimum: 1, maximum: 65_535 };
const port: Schema = { anyOf: [portName, portNumber] };
const protocol: Schema = { enum: ["TCP", "UDP", "SCTP"] };
const label: Schema = { type: "string", maxLength: 63, pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$" };
const labels: Schema = { type: "object", additionalProperties: label, minProperties: 1 };
const quantity: Schema = { type: "string", pattern: "^[0-9]+(\\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi)?$" };
const quantities: Schema = { type: "object", additionalProperties: quantity };

function object(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  const properties = { ...required, ...optional };
  return { type: "object", properties, required: Object.keys(required), additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: "array", items, minItems: 1 };
}

function manifest(apiVersion: string, kind: string, spec?: Schema): Schema {
  const metadata = object({ name }, { labels, namespace: name, annotations: { type: "object" } });
  return object({ apiVersion: { const: apiVersion }, kind: { const: kind }, metadata, ...(spec && { spec }) });
}

const selector = object({ matchLabels: labels });
const reference = object({ name }, { optional: flag });
const probe = object(
  { httpGet: object({ path: { type: "string", pattern: "^/" }, port }) },
  { periodSeconds: positive, timeoutSeconds: positive, failureThreshold: positive, initialDelaySeconds: count },
);

const container = object(
  { name, image: text, ports: list(object({ containerPort: portNumber }, { name: portName, protocol })) },
  {
    imagePullPolicy: { enum: ["Always", "IfNotPresent", "Never"] },
    envFrom: list(object({}, { configMapRef: reference, secretRef: reference })),
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    lifecycle: object({ preStop: object({ exec: object({ command: texts }) }) }),
    resources: object({ requests: quantities, limits: quantities }),
    securityContext: object(
      {},
      {
        allowPrivilegeEscalation: flag,
        readOnlyRootFilesystem: flag,
        capabilities: object({}, { drop: texts, add: texts }),
      },
    ),
  },
);

const podSpec = object(
  { containers: list(container) },
  {
    automountServiceAccountToken: flag,
    enableServiceLinks: flag,
    terminationGracePeriodSeconds: count,
    securityContext: object(
      {},
      {
        runAsNonRoot: flag,
        runAsUser: count,
        runAsGroup: count,
        seccompProfile: object({ type: { enum: ["RuntimeDefault", "Localhost", "Unconfined"] } }),
      },
    ),
    topologySpreadConstraints: list(
      object({
        maxSkew: positive,
        topologyKey: text,
        whenUnsatisfiable: { enum: ["DoNotSchedule", "ScheduleAnyway"] },
        labelSelector: selector,
      }),
    ),
  },
);

const peer = object(
  {},
  { namespaceSelector: selector, podSelector: selector, ipBlock: object({ cidr: text }, { except: texts }) },
);
const policyPorts = list(object({ port }, { protocol }));
const utilization = object({ type: { const: "Utilization" }, averageUtilization: positive });
const scalingPolicy = object({
  type: { enum: ["Pods", "Percent"] },
  value: positive,
  periodSeconds: { ...positive, maximum: 1800 },
});

const backend = object({ service: object({ name, port: object({}, { name: portName, number: portNumber }) }) });
const ingressPath = object({
  path: { type: "string", pattern: "^/" },
  pathType: { enum: ["Prefix", "Exact", "ImplementationSpecific"] },
  backend,
});

export const MANIFEST_SCHEMAS: Readonly<Record<string, Schema>> = {
  Namespace: manifest("v1", "Namespace"),
  ConfigMap: object({
    apiVersion: { const: "v1" },
    kind: { const: "ConfigMap" },
    metadata: object({ name }, { labels, namespace: name }),
    data: { type: "object", additionalProperties: { type: "string" } },
  }),
  Secret: object({
    apiVersion: { const: "v1" },
    kind: { const: "Secret" },
    type: { const: "Opaque" },
    metadata: object({ name }, { labels, namespace: name }),
    data: { type: "object", additionalProperties: { type: "string", pattern: "^[A-Za-z0-9+/\\s]*={0,2}\\s*$" } },
  }),
  Deployment: manifest(
    "apps/v1",
    "Deployment",
    object(
      { selector, template: object({ metadata: object({ labels }), spec: podSpec }) },
      {
        replicas: count,
        strategy: object({
          type: { enum: ["RollingUpdate", "Recreate"] },
          rollingUpdate: object({ maxUnavailable: count, maxSurge: count }),
        }),
      },
    ),
  ),
  Service: manifest(
    "v1",
    "Service",
    object(
      {
        selector: labels,
        ports: list(object({ port: portNumber }, { name: portName, targetPort: port, protocol, appProtocol: text })),
      },
      { type: { enum: ["ClusterIP", "NodePort", "LoadBalancer"] } },
    ),
  ),
  HorizontalPodAutoscaler: manifest(
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    object({
      scaleTargetRef: object({ apiVersion: text, kind: text, name }),
      minReplicas: positive,
      maxReplicas: positive,
      metrics: list(object({ type: { const: "Resource" }, resource: object({ name: text, target: utilization }) })),
      behavior: object({
        scaleDown: object({ stabilizationWindowSeconds: { ...count, maximum: 3600 }, policies: list(scalingPolicy) }),
      }),
    }),
  ),
  PodDisruptionBudget: manifest(
    "policy/v1",
    "PodDisruptionBudget",
    object({ selector }, { maxUnavailable: count, minAvailable: count }),
  ),
  NetworkPolicy: manifest(
    "networking.k8s.io/v1",
    "NetworkPolicy",
    object({
      podSelector: selector,
      policyTypes: list({ enum: ["Ingress", "Egress"] }),
      ingress: list(object({ ports: policyPorts }, { from: list(peer) })),
      egress: list(object({ ports: policyPorts }, { to: list(peer) })),
    }),
  ),
  Ingress: manifest(
    "networking.k8s.io/v1",
    "Ingress",
    object(
      { rules: list(object({ host: text, http: object({ paths: list(ingressPath) }) })) },
      { ingressClassName: name, tls: list(object({ hosts: texts, secretName: name })) },
    ),
  ),
};
