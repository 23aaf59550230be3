interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Says in a terminal, before the log, where to go on. Programs that read the log get the log alone. */
export function greetPerson(output: Output, address: string): void {
  if (output.isTTY) {
    output.write(`
The MCP endpoint is running. Open this address in a browser to connect an agent:

    ${address}/

Press Ctrl-C to stop it.

`);
  }
}
