import { gt, valid } from "semver";
import { dateSection, versionToRelease } from "./changelog.ts";
import { ReleaseError } from "./release-error.ts";
import { placesOtherThan, VERSION_PLACES, writeVersion } from "./version-places.ts";

export const CHANGELOG = "CHANGELOG.md";

export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface ReleasePlan {
  readonly version: string;
  readonly changes: readonly Change[];
}

interface ReleaseRequest {
  /** If absent, the changelog's topmost section names the version. */
  readonly asked: string | undefined;
  /** As YYYY-MM-DD. */
  readonly date: string;
  readonly read: (file: string) => string;
}

/** Works out the version and the new text of every file that names it; changes nothing. */
export function planRelease({ asked, date, read }: ReleaseRequest): ReleasePlan {
  const { version: current } = JSON.parse(read("package.json"));
  const others = placesOtherThan(current, read);
  if (others.length > 0) {
    throw new ReleaseError(`package.json has version ${current}, but ${others.join(" and ")}: make them agree first`);
  }
  const changelog = read(CHANGELOG);
  const version = chooseVersion(asked ?? versionToRelease(changelog, current), current, changelog);
  const files = [...new Set(VERSION_PLACES.map(({ file }) => file))].map((file) => {
    const before = read(file);
    const places = VERSION_PLACES.filter((place) => place.file === file);
    return { file, before, after: places.reduce((text, place) => writeVersion(text, place, version), before) };
  });
  const dated = { file: CHANGELOG, before: changelog, after: dateSection(changelog, current, version, date) };
  return { version, changes: [...files, dated].filter(({ before, after }) => before !== after) };
}

function chooseVersion(given: string | undefined, current: string, changelog: string): string {
  if (given === undefined) {
    throw new ReleaseError(
      `the topmost section of ${CHANGELOG} names no version: give one, such as npm run release -- 1.2.3`,
    );
  }
  const version = valid(given);
  if (version === null) {
    throw new ReleaseError(`${JSON.stringify(given)} is not a version: give three numbers, such as 1.2.3`);
  }
  // The very first release may have the version that the package was begun with.
  const isFirst = version === current && !changelog.includes(`## [${current}] - `);
  if (!gt(version, current) && !isFirst) {
    throw new ReleaseError(`${version} does not come after ${current}, the version in package.json: give a later one`);
  }
  return version;
}
