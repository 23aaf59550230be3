import { buildSandbox, type SandboxOptions } from "../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";

export const { full: FULL_KEY, readOnly: READ_KEY } = SANDBOX_KEYS;

export interface RunningSandbox {
  /** The address for DIGISTORE24_API_URL. */
  readonly apiUrl: string;
  /** Switches these faults on, and all others off. */
  setFaults(faults: readonly object[]): Promise<void>;
  /** Calls that came in so far, by function. */
  requests(): Promise<Record<string, number>>;
  /** Opens the shop again as it was, without faults and counts. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The sandbox on a free port. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const app = buildSandbox({ registry: GENERATED_REGISTRY, ...options });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const post = async (path: string, body: unknown): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  };
  return {
    apiUrl: `${address}/api/call`,
    setFaults: (faults) => post("/__faults", faults),
    reset: () => post("/__reset", {}),
    requests: async () => (await (await fetch(`${address}/__requests`)).json()) as Record<string, number>,
    close: () => app.close(),
  };
}
