import type { ShopOptions } from "../seed/open-shop.ts";
import { SANDBOX_KEYS } from "../wire/keys.ts";
import { buildSandbox } from "./app.ts";
import { GENERATED_REGISTRY } from "./generated-registry.ts";

interface RunSandboxOptions extends ShopOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly publicUrl: string | undefined;
}

/** Starts the sandbox, which runs until it is stopped, and prints how to use it. */
export async function runSandbox({ host, port, publicUrl, ...shop }: RunSandboxOptions): Promise<void> {
  const app = buildSandbox({ registry: GENERATED_REGISTRY, publicUrl, ...shop });
  const stop = () => {
    void app.close();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const address = await app.listen({ host, port });
  printUsage(`${address}/api/call`, shop.hasPlantedNotes === true);
}

function printUsage(apiUrl: string, hasPlantedNotes: boolean): void {
  process.stdout.write(
    [
      `Digistore24 sandbox  ${apiUrl}`,
      `Key, full access     ${SANDBOX_KEYS.full}`,
      `Key, read only       ${SANDBOX_KEYS.readOnly}`,
      `Key, no billing      ${SANDBOX_KEYS.noBilling}`,
      `Key, for shipping    ${SANDBOX_KEYS.shipping}`,
      `Key, for developers  ${SANDBOX_KEYS.developer}`,
      `Key, affiliate only  ${SANDBOX_KEYS.affiliate}`,
      ...(hasPlantedNotes
        ? ["", "Texts by buyers and affiliates hold instructions to an agent (--planted-notes)."]
        : []),
      "",
      "Start the endpoint with it in another terminal, and give agents one of these keys:",
      `  DIGISTORE24_API_URL=${apiUrl} npm start`,
      "",
      "Changes are kept in memory and are lost when it stops. Press Ctrl-C to stop it.",
      "",
    ].join("\n"),
  );
}
