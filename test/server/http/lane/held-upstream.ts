import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach } from "vitest";
import type { AppOptions } from "../../../../src/server/start/app.ts";
import { type RunningEndpoint, startEndpoint } from "../../../support/endpoint.ts";
import { startRawUpstream } from "../../../support/raw-upstream.ts";

/** An endpoint whose upstream answers no call before the test says so. */
export interface HeldEndpoint extends RunningEndpoint {
  /** The next call that comes in upstream. */
  nextCall(): Promise<HeldCall>;
}

export interface HeldCall {
  answer(): void;
  /** Resolves when the call is over: to true if it got its answer, to false if it was given up. */
  readonly wasAnswered: Promise<boolean>;
}

/** Starts endpoints, and stops them after each test. */
export function useHeldEndpoints(): (options?: Omit<AppOptions, "config">) => Promise<HeldEndpoint> {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) {
      await close();
    }
  });
  return async (options) => {
    const calls = queue<HeldCall>();
    const upstream = await startRawUpstream((request, response) => {
      request.resume().on("end", () => calls.put(hold(response)));
    });
    const env = { DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false", CONFIRM: "off" };
    const endpoint = await startEndpoint(env, options);
    closing.push(endpoint.close, upstream.close);
    return { ...endpoint, nextCall: calls.take };
  };
}

function hold(response: ServerResponse): HeldCall {
  return {
    answer: () => void response.end('{"result":"success","data":{"answered":"late"}}'),
    wasAnswered: once(response, "close").then(() => response.writableFinished),
  };
}

/** Items in the order in which they come, one for each request. */
function queue<T>() {
  const items: T[] = [];
  const asking: ((item: T) => void)[] = [];
  return {
    put: (item: T): void => {
      const ask = asking.shift();
      if (ask) {
        ask(item);
      } else {
        items.push(item);
      }
    },
    take: (): Promise<T> =>
      new Promise((resolve) => {
        const item = items.shift();
        if (item === undefined) {
          asking.push(resolve);
        } else {
          resolve(item);
        }
      }),
  };
}
