import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageTexts } from "../../../../src/server/kit/message-texts.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../../support/sandbox.ts";
import { modernRequest, type TestApp } from "../../../support/test-app.ts";
import { asShown, COURSE } from "../../confirm/shop.ts";
import { withBody } from "./corpus/requests.ts";
import { compareAnswers, openTwins, type RawAnswer, type Twins } from "./twins.ts";

/** When the order can still be refunded. */
const NOW = new Date("2026-03-16T09:15:00Z");
const NAME = "refundPurchase";
const ARGS = { purchase_id: COURSE.id };

let sandbox: RunningSandbox;
let twins: Twins;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => NOW });
  const env = { DIGISTORE24_API_URL: sandbox.apiUrl, DIGISTORE24_SURFACE: "full", CONFIRM: "money" };
  twins = openTwins(env, { now: () => NOW.getTime() });
});
afterAll(async () => {
  await twins.close();
  await sandbox.close();
});

type Send = (params: object) => Promise<RawAnswer>;
/** Sends requests one after the other and remembers each answer. */
type Story = (send: Send) => Promise<unknown>;

interface Client {
  readonly name: string;
  /** Absent for a client of 2025. */
  readonly capabilities?: object;
}

/** Has both apps live through the same story in a fresh shop, and compares what each was answered, and what was refunded. */
async function compareStories(story: Story, { capabilities }: Client) {
  const ofLane = await live(twins.lane, story, capabilities);
  const ofHandler = await live(twins.handler, story, capabilities);
  expect(ofLane).toHaveLength(ofHandler.length);
  return ofLane.map((one, index) => compareAnswers(`answer ${index + 1}`, one, ofHandler[index] as typeof one));
}

async function live({ post }: TestApp, story: Story, capabilities: object | undefined) {
  await sandbox.reset();
  const answers: { answer: RawAnswer; upstream: unknown }[] = [];
  await story(async (params) => {
    const { body, headers } =
      capabilities === undefined
        ? withBody({ method: "tools/call", params })
        : modernRequest("tools/call", params, capabilities);
    const answer = await post(body, { ...headers, authorization: `Bearer ${FULL_KEY}` });
    answers.push({ answer, upstream: await sandbox.requests() });
    return answer;
  });
  return answers;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read into results of every shape
function resultOf({ body }: RawAnswer): any {
  return JSON.parse(messageTexts(body)[0]).result ?? {};
}

function altered(text: string): string {
  return `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
}

const confirmedInResult: Story = async (send) => {
  const first = await send({ name: NAME, arguments: ARGS });
  const { confirmation } = JSON.parse(resultOf(first).content[0].text);
  for (const wrong of [altered(confirmation), "yes", "", 5, null]) {
    await send({ name: NAME, arguments: { ...ARGS, confirmation: wrong } });
  }
  await send({ name: NAME, arguments: { purchase_id: "P4W8ZT3B", confirmation } });
  await send({ name: NAME, arguments: { ...ARGS, confirmation } });
  await send({ name: NAME, arguments: { ...ARGS, confirmation } });
};

const askedByForm: Story = async (send) => {
  const call = { name: NAME, arguments: ARGS };
  const { requestState, inputRequests } = resultOf(await send(call));
  const yes = asShown(inputRequests.confirm.params.message);
  const answered = (confirm: unknown, state: unknown = requestState) =>
    send({ ...call, requestState: state, inputResponses: { confirm } });
  for (const state of [altered(requestState), "yes", "", 5, null]) {
    await answered(yes, state);
  }
  for (const wrong of [
    { action: "accept", content: { typed: "no" } },
    { action: "accept" },
    { action: "none" },
    5,
    {},
  ]) {
    const again = resultOf(await send(call)).requestState;
    await answered(wrong, again);
  }
  await send({ ...call, inputResponses: { confirm: yes } });
  await send({ ...call, requestState });
  await send({ ...call, requestState, inputResponses: { other: yes } });
  await answered({ action: "decline" }, resultOf(await send(call)).requestState);
  await answered({ action: "cancel" }, resultOf(await send(call)).requestState);
  await answered(yes);
  await answered(yes);
};

describe.each([
  { client: { name: "a client of 2025" }, story: confirmedInResult },
  { client: { name: "a client without forms", capabilities: {} }, story: confirmedInResult },
  {
    client: { name: "a client with addresses only", capabilities: { elicitation: { url: {} } } },
    story: confirmedInResult,
  },
  { client: { name: "a client with forms", capabilities: { elicitation: { form: {} } } }, story: askedByForm },
  { client: { name: "a client that names no kind of form", capabilities: { elicitation: {} } }, story: askedByForm },
  {
    client: { name: "a client with both kinds", capabilities: { elicitation: { form: {}, url: {} } } },
    story: askedByForm,
  },
] as readonly { client: Client; story: Story }[])("$client.name", ({ client, story }) => {
  test("is asked, refused and served in the same way, whatever it answers", async () => {
    const compared = await compareStories(story, client);
    expect(compared.flatMap(({ difference }) => difference ?? [])).toEqual([]);
    expect(compared.filter(({ isByLane }) => isByLane).length).toBeGreaterThan(6);
    expect((await sandbox.requests())[NAME]).toBe(1);
  });
});

test("a client that was not asked cannot answer", async () => {
  const states: Story = async (send) => {
    await send({
      name: NAME,
      arguments: ARGS,
      requestState: "made up",
      inputResponses: { confirm: { action: "accept" } },
    });
    await send({ name: NAME, arguments: ARGS, requestState: "made up" });
    await send({ name: NAME, arguments: ARGS, inputResponses: 5 });
  };
  for (const capabilities of [undefined, {}, { elicitation: { form: {} } }]) {
    const compared = await compareStories(states, { name: "", ...(capabilities && { capabilities }) });
    expect(compared.flatMap(({ difference }) => difference ?? [])).toEqual([]);
  }
});
