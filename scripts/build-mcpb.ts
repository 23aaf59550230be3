import { buildBundle } from "./mcpb/build-bundle.ts";
import { BUNDLE } from "./release/registry-entry.ts";

await buildBundle({ outFile: BUNDLE });
