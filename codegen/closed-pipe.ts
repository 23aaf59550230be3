/** `… | head -1` closes the pipe when it has seen enough. The work is done by then, so the rest of the output may be lost. */
export function tolerateClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}
