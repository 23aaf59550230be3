import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { tools } from "../support/generated-tools.ts";

const VENDOR_DESCRIPTION = "../shared/digistore24/vendor-openapi-2025-10-15.yaml";

test.skipIf(!existsSync(VENDOR_DESCRIPTION))(
  "the vendor's own description, with all its defects, yields the same tools",
  async () => {
    const files = await generate({
      description: VENDOR_DESCRIPTION,
      policy: "openapi/policy.yaml",
      published: "openapi/published-tools.json",
    });
    const names = Object.keys(JSON.parse(files.get("manifest.json") ?? "").tools);

    expect(names).toEqual(tools.map(({ name }) => name));
  },
);
