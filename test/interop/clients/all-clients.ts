import type { Client } from "./client.ts";
import { mcporter } from "./mcporter.ts";

export const CLIENTS: readonly Client[] = [mcporter];
