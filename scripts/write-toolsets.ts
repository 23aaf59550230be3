import { writeFileSync } from "node:fs";
import { toolsetsPage } from "./toolsets-page.ts";

writeFileSync("docs/toolsets.md", toolsetsPage());
