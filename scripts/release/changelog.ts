import { ReleaseError } from "./release-error.ts";

const UNRELEASED = "Unreleased";
const HEADING = /^## \[([^\]\n]+)\](?: - ([^\n]+))?$/gm;

interface Section {
  /** A version or `Unreleased`. */
  readonly name: string;
  readonly date: string | undefined;
  readonly start: number;
  /** Where the text below the heading begins. */
  readonly bodyStart: number;
  readonly body: string;
}

/** The version that the topmost section names, or undefined if it is called Unreleased. */
export function versionToRelease(changelog: string, current: string): string | undefined {
  const { name } = sectionToRelease(changelog, current);
  return name === UNRELEASED ? undefined : name;
}

/** Gives the topmost section its version and date, below an empty section for the changes to come. */
export function dateSection(changelog: string, current: string, version: string, date: string): string {
  const { name, start, bodyStart } = sectionToRelease(changelog, current);
  if (name !== UNRELEASED && name !== version) {
    throw new ReleaseError(
      `the topmost section of CHANGELOG.md is [${name}], not [${version}]: leave the version out to release ${name}, or rename the section`,
    );
  }
  const before = changelog.slice(0, start).replace(emptyUnreleased(), "");
  return `${before}## [${UNRELEASED}]\n\n## [${version}] - ${date}${changelog.slice(bodyStart)}`;
}

/** The text of a version's section, as the notes of its release. */
export function notesOf(changelog: string, version: string): string {
  const section = sectionsOf(changelog).find(({ name }) => name === version);
  if (section === undefined || section.date === undefined) {
    throw new ReleaseError(
      `CHANGELOG.md has no section [${version}] with a date: make the release with npm run release`,
    );
  }
  return section.body.trim();
}

/** The topmost section with anything in it. A dated one of the current version was released already. */
function sectionToRelease(changelog: string, current: string): Section {
  const section = sectionsOf(changelog).find(({ name, body }) => name !== UNRELEASED || body.trim() !== "");
  if (section === undefined || (section.date !== undefined && section.name === current)) {
    throw new ReleaseError(`CHANGELOG.md has nothing to release: describe the changes under [${UNRELEASED}]`);
  }
  return section;
}

function sectionsOf(changelog: string): readonly Section[] {
  const headings = [...changelog.matchAll(HEADING)];
  return headings.map(({ 0: heading, 1: name = "", 2: date, index }, position) => {
    const bodyStart = index + heading.length;
    const body = changelog.slice(bodyStart, headings[position + 1]?.index);
    return { name, date: date === UNRELEASED ? undefined : date, start: index, bodyStart, body };
  });
}

function emptyUnreleased(): RegExp {
  return new RegExp(`^## \\[${UNRELEASED}\\]\\s*$`, "m");
}
