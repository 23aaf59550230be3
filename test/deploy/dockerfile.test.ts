import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { copiesOf, parseDockerfile } from "./dockerfile.ts";
import { lintDockerfile } from "./lint-dockerfile.ts";

const text = readFileSync("Dockerfile", "utf8");

describe("the Dockerfile", () => {
  test("breaks no rule", () => {
    expect(lintDockerfile(text)).toEqual([]);
  });

  test.each([
    ["NODE_IMAGE=node:24-slim\n", "NODE_IMAGE=node\n", "base node is not pinned"],
    ["NODE_IMAGE=node:24-slim\n", "NODE_IMAGE=node:latest\n", "base node:latest is not pinned"],
    ["USER 1000:1000", "USER node", "user node may be root"],
    ["USER 1000:1000\n", "", "user undefined may be root"],
    ['CMD ["node", "dist/cli/main.js", "serve"]', "CMD node dist/cli/main.js serve", "CMD is not there in exec form"],
    ["HEALTHCHECK --interval", "LABEL --interval", "HEALTHCHECK is not there in exec form"],
    ["COPY src ./src", "ADD src ./src", "ADD fetches and unpacks; use COPY"],
    ["COPY src ./src", "COPY . .", "COPY . . takes whatever lies there"],
    ["RUN npm ci --ignore", "RUN npm install --ignore", "npm install --ignore-scripts does not keep to the lock file"],
    [
      "COPY package.json LICENSE ./",
      "COPY --from=build /app/node_modules ./node_modules",
      "the image holds packages, although the build contains what it needs",
    ],
    ["NODE_ENV=production", "KEY_HASH_SECRET=abc", "KEY_HASH_SECRET would be readable in the image"],
    ["ARG NODE_IMAGE", "ARG NPM_TOKEN=abc\nARG NODE_IMAGE", "NPM_TOKEN would be readable in the image"],
  ])("with %j turned into %j would break one", (from, to, problem) => {
    expect(text).toContain(from);
    expect(lintDockerfile(text.replace(from, to))).toContain(problem);
  });

  test("builds on the builder's own processor, and nothing else", () => {
    const platforms = [...text.matchAll(/^FROM (?:--platform=(\S+) )?\S+(?: AS (\w+))?$/gm)];

    expect(platforms.map(([, platform, alias]) => [alias, platform])).toEqual([
      ["build", "$BUILDPLATFORM"],
      [undefined, undefined],
    ]);
  });

  test("copies only files that exist and that .dockerignore lets through", () => {
    const sources = parseDockerfile(text).stages.flatMap(copiesOf);
    const ignore = readFileSync(".dockerignore", "utf8").split("\n");
    const allowed = ignore.filter((line) => line.startsWith("!")).map((line) => line.slice(1));

    expect(ignore.find((line) => !line.startsWith("#"))).toBe("*");
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(new Set(sources)).toEqual(new Set(allowed));
  });
});
