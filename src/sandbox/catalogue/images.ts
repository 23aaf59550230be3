import { addNumbered } from "../kit/numbered.ts";
import { asOneOf, asText, asTextUpTo, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { type Fields, fieldsOf, readChanges } from "../wire/fields.ts";
import { asDownloadAddress } from "../wire/public-address.ts";
import { missingArgument, notFound } from "../wire/refusal.ts";
import { findImage, IMAGE_KINDS, type Image, type ImageKind, images, imagesOf, imageUrl } from "./image-records.ts";
import { removeFromTabs } from "./orderform-records.ts";
import { replaceInProducts } from "./product-references.ts";

/** The arguments for a new image. */
interface Upload extends Pick<Image, "name" | "kind" | "altTag"> {
  readonly source: string;
}

const MAX_NAME_CHARS = 63;
const FILE_EXTENSION = /\.(png|jpg|jpeg|gif|webp)$/i;

/** The sandbox downloads nothing, so every image has the usual size of its kind. */
const ASSUMED_SIZES: Readonly<Record<ImageKind, Pick<Image, "width" | "height">>> = {
  product: { width: 600, height: 600 },
  orderform_header: { width: 1_000, height: 250 },
  orderform_favicon: { width: 32, height: 32 },
  orderform_widget_tab: { width: 400, height: 80 },
};

const field = fieldsOf<Upload>();
const UPLOAD_FIELDS: Fields<Upload> = {
  name: field("name", asTextUpTo(MAX_NAME_CHARS), ""),
  // [S35]
  "image-url": field("source", asDownloadAddress, ""),
  url: field("source", asDownloadAddress, ""),
  usage_type: field("kind", asOneOf(IMAGE_KINDS), "product"),
  alt_tag: field("altTag", asText, null),
};

export const imageFunctions: Handlers = {
  createImage,
  getImage,
  listImages,
  deleteImage,
};

function createImage({ args, store, clock }: Call) {
  const nothingSaid: Upload = { name: "", source: "", kind: "product", altTag: null };
  const { source, ...said } = { ...nothingSaid, ...readChanges(args, UPLOAD_FIELDS, clock) };
  assertSaid("data[name]", said.name);
  assertSaid("data[image-url]", source);
  const [, extension = "png"] = FILE_EXTENSION.exec(new URL(source).pathname) ?? [];
  const image: Omit<Image, "id"> = {
    ...said,
    ...ASSUMED_SIZES[said.kind],
    extension: extension.toLowerCase(),
    approvalStatus: "pending",
  };
  const id = addNumbered(images(store), image);
  return { image_id: String(id), image_url: imageUrl({ ...image, id }) };
}

/** Brackets in place of a text count as missing, too. */
function assertSaid(name: string, text: string): void {
  if (text === "") {
    throw missingArgument(name);
  }
}

function getImage(call: Call) {
  const image = readImage(call);
  const { name, altTag, width, height } = image;
  return {
    image: {
      id: String(image.id),
      url: imageUrl(image),
      type: image.kind,
      properties: { name, alt_tag: altTag, width, height },
    },
  };
}

function listImages({ args, store }: Call) {
  const kind = readRequired(args, "usage_type", asOneOf(IMAGE_KINDS));
  const ofKind = imagesOf(store).filter((image) => image.kind === kind);
  return {
    images: ofKind.map((image) => ({
      id: String(image.id),
      name: image.name,
      url: imageUrl(image),
      file_extension: image.extension,
      usage_type: image.kind,
      alt_tag: image.altTag,
      width: image.width,
      height: image.height,
      approval_status: image.approvalStatus,
    })),
  };
}

// [S4]
function deleteImage(call: Call) {
  const { id } = readImage(call);
  images(call.store).byId.delete(id);
  replaceInProducts(call.store, "image_id", String(id), "");
  removeFromTabs(call.store, String(id));
  return {};
}

function readImage({ args, store }: Call): Image {
  const id = readRequired(args, "image_id", asText);
  const image = findImage(store, id);
  if (image === undefined) {
    throw notFound({ de: "Bild", en: "Image" }, id);
  }
  return image;
}
