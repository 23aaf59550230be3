type SystemError = NodeJS.ErrnoException & {
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
};

/** Errors caused by values from the command line. */
const SYSTEM_CALLS: ReadonlySet<string> = new Set(["listen", "getaddrinfo", "open", "read", "mkdir"]);

export function isSystemError(error: unknown): boolean {
  const { syscall = "" } = error as NodeJS.ErrnoException;
  return error instanceof Error && SYSTEM_CALLS.has(syscall);
}

/** Says what is wrong and what to do, in place of the system's code words. */
export function explainSystemError(error: SystemError): string {
  const { syscall = "", message } = error;
  const said = ["listen", "getaddrinfo"].includes(syscall) ? explainAddress(error) : explainFile(error);
  return said ?? message;
}

function explainAddress({ code = "", address, hostname, port }: SystemError): string | undefined {
  const host = address ?? hostname;
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is in use by another program: stop it, or choose another port (--port; 0 picks a free one)`;
    case "EACCES":
      return `This process may not listen on port ${port} of ${host}: choose another port (--port)`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine does not have the address ${host}: choose another (--host)`;
    default:
      return undefined;
  }
}

function explainFile({ code = "", path = "" }: SystemError): string | undefined {
  // The system names no path if the folder was opened and could not be read.
  if (code === "EISDIR") {
    return `${path || "The given path"} is a folder: name a file`;
  }
  if (path === "") {
    return undefined;
  }
  switch (code) {
    case "ENOENT":
      return `There is no file ${path}: check the name`;
    case "EACCES":
    case "EPERM":
      return `This process may not open ${path}: check the file's permissions`;
    default:
      return undefined;
  }
}
