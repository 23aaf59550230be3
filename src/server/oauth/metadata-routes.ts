import type { FastifyInstance } from "fastify";
import { allowEveryOrigin } from "./every-origin.ts";
import type { OfferedTools } from "./offered.ts";
import { RESOURCE_PATHS, resourceMetadata, resourceOf, serverMetadata } from "./resources.ts";

const KEPT = "public, max-age=3600";
const SERVER_METADATA = "/.well-known/oauth-authorization-server";
const RESOURCE_METADATA = "/.well-known/oauth-protected-resource";

interface MetadataRouteOptions {
  readonly publicUrl: string;
  readonly offered: OfferedTools;
}

/**
 * The documents by which programs find the authorization server. The one of the whole origin (RFC 9728 without a path)
 * is missing on purpose: `/` takes keys in a header, and clients there must not wander into OAuth.
 */
export async function metadataRoutes(scope: FastifyInstance, options: MetadataRouteOptions): Promise<void> {
  const { publicUrl, offered } = options;
  const ofServer = serverMetadata(publicUrl);
  const ofResources = RESOURCE_PATHS.flatMap(({ url }) => [SERVER_METADATA + url, RESOURCE_METADATA + url]);
  allowEveryOrigin(scope, "GET", [SERVER_METADATA, ...ofResources]);
  scope.get(SERVER_METADATA, (_, reply) => reply.header("cache-control", KEPT).send(ofServer));
  for (const path of RESOURCE_PATHS) {
    // Some programs look for the server's document under the path of the resource.
    scope.get(SERVER_METADATA + path.url, (_, reply) => reply.header("cache-control", KEPT).send(ofServer));
    scope.get<{ Params: { toolsets?: string } }>(RESOURCE_METADATA + path.url, ({ params }, reply) => {
      const resource = resourceOf(publicUrl, path, params.toolsets);
      if (offered(resource) === undefined) {
        return reply.callNotFound();
      }
      return reply.header("cache-control", KEPT).send(resourceMetadata(publicUrl, resource));
    });
  }
}
