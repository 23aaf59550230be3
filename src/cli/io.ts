import type { Readable, Writable } from "node:stream";

/** What a command reads of its process, and where it writes. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Relative names of files start here. */
  readonly cwd: string;
  /** The user's folder, which holds the files of clients. */
  readonly home: string;
}
