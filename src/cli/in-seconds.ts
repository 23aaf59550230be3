/** `1 second`, `2 seconds` */
export function inSeconds(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
}
