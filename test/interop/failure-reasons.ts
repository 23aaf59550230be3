/** A fact of this endpoint, and the scenarios that it lets fail. `*` stands for the rest of a name. */
interface Reason {
  readonly scenarios: readonly string[];
  /** What the suite then says. A failure that says anything else has another cause, which nobody has looked at. */
  readonly says: RegExp;
  readonly text: string;
}

/** What the suite says of a server that lacks the things it was made for. */
const LACKS =
  /There is no (tool|such prompt|such resource)|^Tool '.+' not found|^Not testable: server (does not list|exposes no)/;

const OWN_THINGS: Reason = {
  scenarios: [
    ...["completion-complete", "prompts-get-*", "resources-read-*", "resources-templates-read"],
    ...["tools-call-*", "json-schema-2020-12", "server-stateless", "http-custom-header-server-validation"],
  ],
  says: LACKS,
  text: "These scenarios use a tool, prompt or resource that only servers made for the suite have. This endpoint serves those of Digistore24.",
};

const ASKS_NOTHING: Reason = {
  scenarios: ["elicitation-*", "input-required-result-*"],
  says: either(
    LACKS,
    /^Expected InputRequiredResult|instead of re-requesting|could not get initial InputRequiredResult/,
  ),
  text: "These scenarios use a tool of the suite that asks back. The tools here that do are those that move money.",
};

const TELLS_NOTHING: Reason = {
  scenarios: ["logging-set-level", "resources-subscribe", "resources-unsubscribe", "tools-call-with-logging"],
  says: /Method not found$/,
  text: "The endpoint declares neither logging nor subscriptions: its log is the operator's, and its resources do not change while it runs.",
};

const NO_TASKS: Reason = {
  scenarios: ["tasks-*"],
  says: either(
    LACKS,
    /MUST be advertised|got -32601|returned error code -32602; spec requires -32021|no task was created|fixture .+ unavailable/,
  ),
  text: "The tasks extension is not declared: a call is one request to the API, which answers immediately.",
};

const NOTHING_TO_RESUME: Reason = {
  scenarios: ["server-sse-polling"],
  says: /^Server did not send (priming event|retry field)/,
  text: "A stream carries one short answer, so there is nothing to resume and no event has an id.",
};

/** The first that fits is the reason. */
export const ENDPOINT_REASONS: readonly Reason[] = [
  TELLS_NOTHING,
  NO_TASKS,
  ASKS_NOTHING,
  NOTHING_TO_RESUME,
  OWN_THINGS,
];

/** Of the run with the fixture module. */
export const FIXTURE_REASONS: readonly Reason[] = [
  {
    scenarios: ["tools-call-image", "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content"],
    says: /^No (image|audio|resource) content found$|Missing image content; Missing resource content$/,
    text: "A tool returns the API's answer as text; the API has no other content.",
  },
  {
    scenarios: ["tools-call-with-progress"],
    says: /^No progress notifications received$/,
    text: "A call is one request to the API, which reports no progress.",
  },
  {
    scenarios: ["tools-call-sampling", "tools-call-elicitation"],
    says: /^Server did not request (sampling|elicitation) from client$/,
    text: "These tools move no money, so they ask nothing.",
  },
  { ...TELLS_NOTHING, scenarios: ["tools-call-with-logging"] },
];

/** Of the run with tools that ask first. */
export const ASKING_REASONS: readonly Reason[] = [
  {
    scenarios: [
      ...["basic-*", "ignore-extra-params", "multi-round", "multiple-input-requests"].map(
        (name) => `input-required-result-${name}`,
      ),
    ],
    says: either(
      /^inputRequests missing expected key|^Expected (method|new InputRequiredResult|at least 3 inputRequests)/,
      /^Server did not return complete result when valid inputResponses/,
    ),
    text: "Our tools ask the person one question, once: whether to go on. They never ask the model or for the client's file system.",
  },
  {
    scenarios: ["input-required-result-capability-check"],
    says: /^Server returned complete result; expected InputRequiredResult with sampling-only/,
    text: "A client that cannot show a form gets a preview as its result.",
  },
  { scenarios: ["input-required-result-non-tool-request"], says: LACKS, text: "Prompts ask nothing." },
];

export function reasonFor(reasons: readonly Reason[], scenario: string, message: string): string | undefined {
  const fitting = reasons.find(
    ({ scenarios, says }) => scenarios.some((name) => fits(name, scenario)) && says.test(message),
  );
  return fitting?.text;
}

function fits(pattern: string, scenario: string): boolean {
  return pattern.endsWith("*") ? scenario.startsWith(pattern.slice(0, -1)) : pattern === scenario;
}

function either(one: RegExp, other: RegExp): RegExp {
  return new RegExp(`${one.source}|${other.source}`);
}
