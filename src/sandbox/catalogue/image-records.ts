import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { ApprovalStatus } from "../wire/values.ts";

/** The purpose of an image. [S3] */
export const IMAGE_KINDS = ["product", "orderform_header", "orderform_favicon", "orderform_widget_tab"] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

export interface Image {
  readonly id: number;
  readonly name: string;
  readonly kind: ImageKind;
  readonly extension: string;
  readonly altTag: string | null;
  readonly width: number;
  readonly height: number;
  readonly approvalStatus: ApprovalStatus;
}

const COVER = { kind: "product", extension: "png", width: 100 } as const;

export const images = defineSlice(() => {
  return numbered<Image>([
    {
      ...COVER,
      id: 7001,
      name: "Kurs-Cover",
      altTag: "Titelbild des Kurses",
      height: 140,
      approvalStatus: "approved",
    },
    { ...COVER, id: 7002, name: "Club-Cover", altTag: null, height: 100, approvalStatus: "pending" },
    {
      id: 7003,
      name: "Kopfbild",
      kind: "orderform_header",
      extension: "jpg",
      altTag: "Ein aufgeräumter Schreibtisch",
      width: 1_000,
      height: 250,
      approvalStatus: "approved",
    },
  ]);
});

/** Ids of images may contain letters, so they are compared as text. */
export function findImage(store: Store, id: string): Image | undefined {
  return imagesOf(store).find((image) => String(image.id) === id);
}

export function imagesOf(store: Store): readonly Image[] {
  return [...images(store).byId.values()];
}

export function imageUrl({ id, kind, extension }: Image): string {
  return `https://images.example.com/${kind}/${id}.${extension}`;
}
