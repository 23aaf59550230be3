import { createServer, type IncomingMessage } from "node:http";

/** Answers every function with success, and lists at `/__twice` the codes that createVoucher received more than once since the last request there. */
const seen = new Set<string>();
const twice = new Set<string>();

createServer(async (request, response) => {
  const answer = request.url === "/__twice" ? takeTwice() : await call(request);
  response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
}).listen(Number(process.env["PORT"]), "127.0.0.1");

function takeTwice(): readonly string[] {
  const codes = [...twice];
  seen.clear();
  twice.clear();
  return codes;
}

async function call(request: IncomingMessage) {
  let form = "";
  for await (const chunk of request.setEncoding("utf8")) {
    form += chunk;
  }
  if (!request.url?.endsWith("/createVoucher")) {
    // A restarted instance checks each key again.
    return { result: "success", data: {} };
  }
  const code = new URLSearchParams(form).get("data[code]") ?? "";
  (seen.has(code) ? twice : seen).add(code);
  return { result: "success", data: { discount_code_id: seen.size, code } };
}
