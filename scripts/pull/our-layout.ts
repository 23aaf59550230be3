import {
  Document,
  type Node,
  parseDocument,
  type ScalarTag,
  stringify,
  type Tags,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

const LINE_WIDTH = 120;

type TagStringify = NonNullable<ScalarTag["stringify"]>;

/** The text of a YAML file in our layout. All files in openapi/ have it, so an edit changes only what it is about. */
export function normalise(text: string): string {
  return printDocument(readDocument(text));
}

export function readDocument(text: string): Document {
  return parseDocument(text, { customTags });
}

export function printDocument(document: Document): string {
  return document.toString({ lineWidth: LINE_WIDTH });
}

/** A value as a node that is printed on one line. */
export function toNode(value: unknown): Node {
  // Y and no are quoted, since some readers still follow YAML 1.1.
  const text = stringify(value, { collectionStyle: "flow", lineWidth: 0, version: "1.1" });
  const { contents } = readDocument(text);
  return contents as Node;
}

/** A value on one line in the layout of our files: `{ type: string, enum: [a, b] }`. */
export function toFlow(value: unknown): string {
  const document = new Document(null, { customTags });
  document.contents = toNode(value);
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** `{ a: 1 }` has spaces inside and `[a, b]` has none, and neither is broken into lines. */
function customTags(tags: Tags): Tags {
  return tags.map((tag) => {
    switch (typeof tag === "object" && tag.tag) {
      case "tag:yaml.org,2002:map":
        return { ...(tag as ScalarTag), stringify: withPadding(" ") };
      case "tag:yaml.org,2002:seq":
        return { ...(tag as ScalarTag), stringify: withPadding("") };
      default:
        return tag;
    }
  });
}

function withPadding(flowCollectionPadding: string): TagStringify {
  return (node, context, onComment, onChompKeep) => {
    const collection = node as unknown as YAMLMap | YAMLSeq;
    const options = collection.flow === true ? { ...context.options, lineWidth: 0 } : context.options;
    return collection.toString({ ...context, options, flowCollectionPadding }, onComment, onChompKeep);
  };
}
