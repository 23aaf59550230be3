export type Flag = "Y" | "N";
export type ApprovalStatus = "new" | "pending" | "approved" | "rejected";

/** A field of a product in the form of answers. The API keeps adding fields, so a product is a record of them. */
export type SettingValue = string | number | null;
