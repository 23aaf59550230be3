import type { RequestListener } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { CallError } from "../../../src/server/kit/errors.ts";
import { createDigistore24Client } from "../../../src/server/upstream/digistore24-client.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { type RawUpstream, startRawUpstream } from "../../support/raw-upstream.ts";
import { startRecordingUpstream } from "../../support/recording-upstream.ts";

const read: UpstreamCall = { path: "/ping", args: {}, apiKey: "100001-WIREKEY", timeoutMs: 20_000, isRead: true };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function startUpstream(listener: RequestListener): Promise<RawUpstream> {
  const upstream = await startRawUpstream(listener);
  closing.push(upstream.close);
  return upstream;
}

async function call(apiUrl: string, options: Partial<UpstreamCall> = {}): Promise<unknown> {
  const client = createDigistore24Client(apiUrl);
  try {
    return await client.call({ ...read, ...options });
  } catch (error) {
    return error;
  } finally {
    await client.close();
  }
}

describe("on a real connection", () => {
  test.each([
    { args: {}, length: "0" },
    { args: { code: "Ä" }, length: "11" },
  ])("Content-Length $length is sent with $args", async ({ args, length }) => {
    const upstream = await startRecordingUpstream();
    closing.push(upstream.close);
    expect(await call(upstream.apiUrl, { args })).toEqual({ ok: "Y" });
    const [request] = upstream.requests;
    expect(request?.method).toBe("POST");
    expect(request?.path).toBe("/api/call/ping");
    expect(request?.headers["content-length"]).toBe(length);
    expect(request?.headers["transfer-encoding"]).toBeUndefined();
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
    expect(request?.headers["x-ds-api-key"]).toBe("100001-WIREKEY");
    expect(request?.headers["user-agent"]).toMatch(/^digistore24-mcp\/\d/);
  });

  test("a redirect to another host does not carry the key there", async () => {
    const other = await startUpstream((_, response) => response.end('{"result":"success"}'));
    const upstream = await startUpstream((_, response) => {
      response.writeHead(302, { location: `${other.apiUrl}/ping` }).end();
    });
    expect(await call(upstream.apiUrl)).toBeInstanceOf(CallError);
    expect(upstream.count()).toBe(1);
    expect(other.count()).toBe(0);
  });

  test("a reset leaves a write in doubt, and the write is not repeated", async () => {
    const upstream = await startUpstream((request) => request.socket.destroy());
    expect(await call(upstream.apiUrl, { isRead: false })).toMatchObject({
      kind: "upstream_down",
      details: { wasSent: true },
    });
    expect(upstream.count()).toBe(1);
  });

  test("a reset lets a read be sent three times", async () => {
    const upstream = await startUpstream((request) => request.socket.destroy());
    expect(await call(upstream.apiUrl)).toMatchObject({ kind: "upstream_down" });
    expect(upstream.count()).toBe(3);
  });

  test("a body that breaks off in the middle is a broken connection", async () => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(200, { "content-length": "1000" }).write('{"result":"success"');
      setImmediate(() => request.socket.destroy());
    });
    const error = await call(upstream.apiUrl, { isRead: false });
    expect(error).toMatchObject({ kind: "upstream_down", details: { wasSent: true } });
    expect(upstream.count()).toBe(1);
  });

  test("a closed port is distinguished from a broken connection: nothing was sent", async () => {
    const upstream = await startRawUpstream(() => undefined);
    await upstream.close();
    expect(await call(upstream.apiUrl, { isRead: false })).toMatchObject({
      kind: "upstream_down",
      message: expect.stringMatching(/^nothing was sent\. Digistore24 cannot be reached: .* \(ECONNREFUSED\)$/),
      details: { wasSent: false },
    });
  });

  test("an answer that starts and then stops is a time-out", async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"result":');
    });
    expect(await call(upstream.apiUrl, { timeoutMs: 100 })).toMatchObject({ kind: "timeout" });
    expect(upstream.count()).toBe(1);
  });

  test("an answer above 64 MiB is refused while it arrives, and not requested again", async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, "x");
    let sent = 0;
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const pour = () => {
        let hasRoom = true;
        while (hasRoom && sent < 200 && !response.destroyed) {
          hasRoom = response.write(mebibyte);
          sent++;
        }
      };
      response.on("drain", pour);
      pour();
    });
    expect(await call(upstream.apiUrl)).toMatchObject({
      kind: "upstream_down",
      message: "Digistore24's answer is too large to read",
      details: { wasSent: true },
    });
    expect(upstream.count()).toBe(1);
    expect(sent).toBeLessThan(200);
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("an answer packed with %s is asked for and read", async (coding, pack) => {
    const upstream = await startUpstream((request, response) => {
      const asked = String(request.headers["accept-encoding"]).split(", ").includes(coding);
      const body = pack(JSON.stringify({ result: "success", data: { asked } }));
      response.writeHead(200, { "content-encoding": coding }).end(body);
    });
    expect(await call(upstream.apiUrl)).toEqual({ asked: true });
  });

  test("an answer that decompresses to more than 64 MiB is refused, and not requested again", async () => {
    const packed = gzipSync(Buffer.alloc(65 * 1024 * 1024, " "));
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(packed);
    });
    expect(packed.length).toBeLessThan(1024 * 1024);
    expect(await call(upstream.apiUrl)).toMatchObject({ message: "Digistore24's answer is too large to read" });
    expect(upstream.count()).toBe(1);
  });

  test("an answer that only claims to be compressed leaves a write in doubt", async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end('{"result":"success"}');
    });
    expect(await call(upstream.apiUrl, { isRead: false })).toMatchObject({
      kind: "upstream_down",
      details: { wasSent: true },
    });
  });

  test("a call that ended leaves no timer behind", async () => {
    const upstream = await startRecordingUpstream();
    closing.push(upstream.close);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const client = createDigistore24Client(upstream.apiUrl);
    await Promise.all(Array.from({ length: 50 }, () => client.call(read)));
    expect(timers() - before).toBeLessThan(10);
    await client.close();
  });

  test("an answer of 20 MiB is read completely", async () => {
    const text = "x".repeat(20 * 1024 * 1024);
    const upstream = await startUpstream((_, response) => {
      response.end(JSON.stringify({ result: "success", data: { text } }));
    });
    expect(await call(upstream.apiUrl)).toEqual({ text });
  });
});
