export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Posts a body as it is over a real connection. */
export async function postRaw(url: string, key: string, body: string, more: object = {}): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...more,
    },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
