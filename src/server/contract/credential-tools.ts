import { ConfigError } from "../kit/errors.ts";
import { nearestName } from "../kit/nearest-name.ts";
import type { ToolRegistry } from "./tool-registry.ts";

/** Refuses a name in DIGISTORE24_CREDENTIAL_TOOLS that has no effect. The names must be current ones. */
export function assertCredentialTools(registry: ToolRegistry, names: readonly string[]): void {
  const unknown = names.find((name) => !registry.get(name)?.definition.handlesCredentials);
  if (unknown !== undefined) {
    const valid = [...registry.values()].filter(({ definition }) => definition.handlesCredentials);
    const nearest = nearestName(
      unknown,
      valid.map(({ definition }) => definition.name),
    );
    throw new ConfigError(
      `DIGISTORE24_CREDENTIAL_TOOLS must hold names of tools that handle credentials${nearest === undefined ? "" : `, and the nearest is ${nearest}`}, got ${JSON.stringify(unknown)} (example: DIGISTORE24_CREDENTIAL_TOOLS=unregister)`,
    );
  }
}
