import { buildBundle } from "./mcpb/build-bundle.ts";

await buildBundle({ outFile: "digistore24-mcp.mcpb" });
