import { tolerateClosedPipe } from "../codegen/closed-pipe.ts";
import { runPull } from "./pull/run-pull.ts";

tolerateClosedPipe(process.stdout);
process.exitCode = await runPull(process.argv.slice(2), process.stdout, process.stderr);
