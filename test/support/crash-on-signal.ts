/** Loaded into a process under test: a signal makes a defect that holds everything a defect could. */
const key = process.env["TEST_KEY"] ?? "";

process.on("SIGUSR2", () => {
  const request = { headers: { authorization: `Bearer ${key}`, "x-ds-api-key": key }, body: `api_key=${key}` };
  const cause = Object.assign(new Error(`cause with ${key}`), { request });
  throw Object.assign(new Error(`a defect with ${key}`, { cause }), { request, options: { key } });
});
