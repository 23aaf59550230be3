import type { Readable, Writable } from "node:stream";

/** The parts of its process that a command reads and writes. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The folder for relative file names. */
  readonly cwd: string;
  /** The user's folder with the files of clients. */
  readonly home: string;
}
