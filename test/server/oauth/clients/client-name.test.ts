import { EncryptJWT } from "jose";
import { expect, test } from "vitest";
import { showClientId } from "../../../../src/server/oauth/clients/client-document-error.ts";
import { readClientName } from "../../../../src/server/oauth/clients/client-name.ts";

const KEY = "100001-VERYSECRETPARTOFAKEY";
const TOKEN = await new EncryptJWT({ key: KEY })
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
  .encrypt(Buffer.alloc(32, 7));

test.each([
  { given: "  My\n agent\u2028 2 ", name: "My agent 2" },
  { given: "My\u202e agent", name: "My agent" },
  { given: "My \u200b agent", name: "My agent" },
  { given: undefined, name: "agent.example" },
  { given: " \u200b\t", name: "agent.example" },
  { given: "x".repeat(81), name: `${"x".repeat(80)}…` },
  { given: `Agent ${KEY}`, name: "Agent [API key]" },
  { given: `Agent ${KEY.slice(0, 10)}\u200b${KEY.slice(10)}`, name: "Agent [API key]" },
  { given: `Agent ${TOKEN}`, name: "Agent [token]" },
  { given: `Agent ${TOKEN.slice(0, 10)}\u00ad${TOKEN.slice(10)}`, name: "Agent [token]" },
])("a program that names itself $given is called $name", ({ given, name }) => {
  expect(readClientName(given, "agent.example")).toBe(name);
});

test.each([
  { id: `https://agent.example/${KEY}`, shown: "https://agent.example/[API key]" },
  {
    id: `https://agent.example/${KEY.slice(0, 10)}\u200b${KEY.slice(10)}\n`,
    shown: "https://agent.example/[API key] ",
  },
  { id: TOKEN, shown: "[token]" },
  { id: `${TOKEN.slice(0, 10)}\u200b${TOKEN.slice(10)}`, shown: "[token]" },
])("a refusal shows the client id $id as $shown", ({ id, shown }) => {
  expect(showClientId(id)).toBe(shown);
});
