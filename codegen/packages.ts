import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// Required, because importing them takes four times as long: Node.js searches CommonJS for the names that it exports, nine megabytes in
// the compiler's case, and a loader that strips types reads every file of a package as well.
export const typescript: typeof import("typescript") = require("typescript");
export const openapiTypescript: typeof import("openapi-typescript") = require("openapi-typescript");
export const openapiCore: typeof import("@redocly/openapi-core") = require("@redocly/openapi-core");
