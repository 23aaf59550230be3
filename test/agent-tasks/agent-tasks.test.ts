import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSurfaces } from "../../src/server/contract/surface.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";
import { tools } from "../support/generated-tools.ts";
import { ALL_TASKS } from "./all-tasks.ts";
import { costOf, isLonger, readCosts } from "./cost.ts";
import { type MadeCall, openPlayer, type Player, type Replay } from "./replay.ts";
import type { Task } from "./task.ts";

const MIN_TASKS = 36;
/** Notes on arguments that had no effect. */
const WITHOUT_EFFECT =
  /Sent, although the description does not have them|No item has|The answer does not have|Nothing was changed \(/;

const asAgentsSeeIt = { surface: "published", credentialTools: [], confirm: "money" } as const;
const published = createSurfaces(servedTools({ servesInsights: true }), asAgentsSeeIt).whole.list;
const ajv = new Ajv2020({ strict: false });
const costs = readCosts();
let player: Player;

beforeAll(async () => {
  player = await openPlayer();
});
afterAll(() => player.close());

test.each(ALL_TASKS)("$id", async (task) => {
  const replay = await player.play(task);
  for (const call of replay.calls) {
    expectClean(call);
  }
  expectChanges(task, replay);
  await expectFacts(task, replay);
  expectNoLonger(task, replay);
});

function expectClean({ tool, args, text, isError }: MadeCall): void {
  expect(isError, `${tool}: ${text}`).toBe(false);
  const schema = published.find(({ name }) => name === tool)?.inputSchema;
  const accepts = ajv.compile(schema ?? false);
  expect(accepts(args), `${tool} ${JSON.stringify(args)}: ${ajv.errorsText(accepts.errors)}`).toBe(true);
  expect(JSON.parse(text)._note ?? "", tool).not.toMatch(WITHOUT_EFFECT);
}

/** A record that was there before must differ in no other field. */
function expectChanges({ changes = {} }: Task, { answers, changes: found, added }: Replay): void {
  const wanted = typeof changes === "function" ? changes(...answers) : changes;
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [place, fields] of Object.entries(wanted)) {
    const compared = expect(found[place], place);
    added.includes(place) ? compared.toMatchObject(fields) : compared.toEqual(fields);
  }
}

async function expectFacts({ facts }: Task, { answers }: Replay): Promise<void> {
  if (facts !== undefined) {
    const told = facts.told(...answers);
    expect(told).toBeDefined();
    expect(told).toEqual(await facts.truth(player.shop, ...answers));
  }
}

/** `npm run measure:jobs -- --write` records the costs. */
function expectNoLonger({ id }: Task, replay: Replay): void {
  const before = costs[id];
  const now = costOf(replay);
  expect(before?.calls, `the calls of ${id} in measured.json`).toBe(now.calls);
  expect(
    before !== undefined && isLonger(now, before),
    `${JSON.stringify(now)}, before: ${JSON.stringify(before)}`,
  ).toBe(false);
}

test("every task has an id of its own, something to check, and its cost in the table", () => {
  const ids = ALL_TASKS.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(MIN_TASKS);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ALL_TASKS.filter(({ facts, changes }) => facts === undefined && changes === undefined)).toEqual([]);
  expect(Object.keys(costs)).toEqual(ids);
});

test("the tasks are in both languages and use every toolset", () => {
  const used = new Set(ALL_TASKS.flatMap(({ calls }) => calls.map(({ tool }) => tool)));
  const served = tools.filter(({ isPublished }) => isPublished);
  const toolsets = new Set(served.filter(({ name }) => used.has(name)).map(({ toolset }) => toolset));
  expect([...new Set(served.map(({ toolset }) => toolset))].filter((toolset) => !toolsets.has(toolset))).toEqual([]);
  for (const language of ["de", "en"]) {
    expect(ALL_TASKS.filter((task) => task.language === language).length).toBeGreaterThan(MIN_TASKS / 3);
  }
});
