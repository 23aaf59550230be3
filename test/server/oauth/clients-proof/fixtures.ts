import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readClientDocument } from "../../../../src/server/oauth/clients/client-document.ts";
import type { ClientDocuments } from "../../../../src/server/oauth/clients/client-documents.ts";

const FOLDER = "test/fixtures/oauth";
const RESOURCE = "{resource}";

/** What a program is known to send. Whatever is not known is missing. */
interface RequestShape {
  readonly source: string;
  /** Its client id metadata document, or its dynamic registration. */
  readonly document?: { readonly client_id: string } & Record<string, unknown>;
  readonly registration?: Readonly<Record<string, unknown>>;
  /** The addresses that it asks with. Their ports may differ from those it registered. */
  readonly redirects: readonly string[];
  /** Parameters beyond those that OAuth requires. `{resource}` is the address of the endpoint. */
  readonly authorize: Readonly<Record<string, string>>;
  readonly token: Readonly<Record<string, string>>;
  readonly refresh: Readonly<Record<string, string>>;
  /** Of the page that calls the endpoint. */
  readonly origin?: string;
}

export const REQUEST_SHAPES: readonly { readonly name: string; readonly shape: RequestShape }[] = readdirSync(FOLDER)
  .sort()
  .map((file) => ({
    name: basename(file, ".json"),
    shape: JSON.parse(readFileSync(join(FOLDER, file), "utf8")),
  }));

/** Parameters with the address of an endpoint filled in. */
export function fillIn(parameters: Readonly<Record<string, string>>, resource: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value.replace(RESOURCE, resource)]),
  );
}

/** The documents of these programs, read as if their hosts had sent them. */
export const SHAPE_DOCUMENTS: ClientDocuments = {
  read: async (clientId) => {
    const found = REQUEST_SHAPES.find(({ shape }) => shape.document?.client_id === clientId);
    return readClientDocument(found?.shape.document, new URL(clientId));
  },
};
