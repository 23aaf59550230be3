import { Writable } from "node:stream";

/** A stream that keeps what is written to it. */
class CapturedStream extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

/** Stands in for a process's output when a command runs inside the test. */
export function captureOutput(): { readonly stdout: CapturedStream; readonly stderr: CapturedStream } {
  return { stdout: new CapturedStream(), stderr: new CapturedStream() };
}
