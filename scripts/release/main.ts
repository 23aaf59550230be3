import { tolerateClosedPipe } from "../../codegen/closed-pipe.ts";
import { runRelease } from "./run-release.ts";

tolerateClosedPipe(process.stdout);
const { stdout, stderr } = process;
process.exitCode = runRelease(process.argv.slice(2), { root: process.cwd(), now: new Date(), stdout, stderr });
