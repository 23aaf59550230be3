/** A fact of this endpoint, and the scenarios that it lets fail. `*` stands for the rest of a name. */
interface Reason {
  readonly scenarios: readonly string[];
  readonly text: string;
}

const OWN_THINGS: Reason = {
  scenarios: [
    ...["completion-complete", "prompts-get-*", "resources-read-*", "resources-templates-read"],
    ...["tools-call-*", "json-schema-2020-12", "server-stateless", "http-custom-header-server-validation"],
  ],
  text: "Asks for a tool, prompt or resource that only servers made for the suite have. This endpoint serves those of Digistore24.",
};

const ASKS_NOTHING: Reason = {
  scenarios: ["elicitation-*", "input-required-result-*"],
  text: "Asks for a tool that asks back. No tool here asks the person, the model or the file system of the client for anything.",
};

const TELLS_NOTHING: Reason = {
  scenarios: ["logging-set-level", "resources-subscribe", "resources-unsubscribe", "tools-call-with-logging"],
  text: "The endpoint declares neither logging nor subscriptions: its log is the operator's, and its resources do not change while it runs.",
};

const NO_TASKS: Reason = {
  scenarios: ["tasks-*"],
  text: "The extension for tasks is not declared: a call is one request to the API, which answers at once.",
};

const NOTHING_TO_RESUME: Reason = {
  scenarios: ["server-sse-polling"],
  text: "A stream carries one short answer, so that there is nothing to resume and no event has an id.",
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
    text: "What a tool returns is what the API answers, as text and structured content; the API has no other content.",
  },
  {
    scenarios: ["tools-call-with-progress"],
    text: "A call is one request to the API, which tells of no progress.",
  },
  {
    scenarios: ["tools-call-sampling", "tools-call-elicitation"],
    text: "A tool never asks the model or the person for anything; what needs consent is left to the client, by the marks of the tool.",
  },
  { scenarios: ["tools-call-with-logging"], text: TELLS_NOTHING.text },
];

export function reasonFor(reasons: readonly Reason[], scenario: string): string | undefined {
  return reasons.find(({ scenarios }) => scenarios.some((pattern) => fits(pattern, scenario)))?.text;
}

function fits(pattern: string, scenario: string): boolean {
  return pattern.endsWith("*") ? scenario.startsWith(pattern.slice(0, -1)) : pattern === scenario;
}
