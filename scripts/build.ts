import { buildCommand } from "./build/build-command.ts";
import { stampBuild } from "./build/build-stamp.mjs";

const [outDir] = process.argv.slice(2);

// `npm start` uses what is in `dist`, and builds nothing if that is up to date.
await (outDir === undefined ? stampBuild(() => buildCommand("dist")) : buildCommand(outDir));
