import { expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import { startSandbox } from "../../support/sandbox.ts";

const PUBLIC_URL = "http://people.example:8124";

async function addressesIn(publicUrl?: string): Promise<{ apiUrl: string; order: string; consent: string }> {
  const sandbox = await startSandbox(publicUrl === undefined ? {} : { publicUrl });
  const call = async (name: string, key: string, form: Record<string, string>) => {
    const headers = { "x-ds-api-key": key };
    const response = await fetch(`${sandbox.apiUrl}/${name}`, {
      method: "POST",
      headers,
      body: new URLSearchParams(form),
    });
    const { data } = (await response.json()) as { data: Record<string, string> };
    return data;
  };
  const { url = "" } = await call("createBuyUrl", SANDBOX_KEYS.full, { product_id: "12345" });
  const asked = { permissions: "read-only", return_url: "https://app.example/back", site_url: "https://app.example" };
  const { request_url = "" } = await call("requestApiKey", SANDBOX_KEYS.developer, asked);
  await sandbox.close();
  return { apiUrl: sandbox.apiUrl, order: url, consent: request_url };
}

test("the pages for people are at the address that the API was called at", async () => {
  const { apiUrl, order, consent } = await addressesIn();
  const { origin } = new URL(apiUrl);

  expect([new URL(order).origin, new URL(consent).origin]).toEqual([origin, origin]);
});

test("behind another address they are where people reach them", async () => {
  const { order, consent } = await addressesIn(PUBLIC_URL);

  expect([new URL(order).origin, new URL(consent).origin]).toEqual([PUBLIC_URL, PUBLIC_URL]);
});
