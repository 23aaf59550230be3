import type { ClientInfo } from "../call/client-info.ts";
import type { TraceParent } from "../call/trace-parent.ts";
import type { Surface } from "../contract/surface.ts";
import type { KeyIdentity } from "../key/key-identity.ts";

/** Facts about a request, which the SDK passes on together with the key. */
export interface RequestExtra {
  /** Over stdio, one connection serves every call, so each call gets a new id. */
  readonly nextRequestId: () => string;
  readonly key: KeyIdentity;
  readonly surface: Surface;
  /** Whether the key came in an access token. */
  readonly isByToken?: boolean;
  /** From the headers. A message that names its client takes precedence. */
  readonly client?: ClientInfo | undefined;
  readonly traceParent?: TraceParent | undefined;
}
