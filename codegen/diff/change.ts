/**
 * - `compatible`: what an agent sent before is still taken
 * - `incompatible`: some call that was right before is refused now
 * - `mark`: what the host makes of the tool
 */
export interface Change {
  readonly kind: "compatible" | "incompatible" | "mark";
  readonly text: string;
}
