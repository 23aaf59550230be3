/** Loaded into a process under test: its first output meets a defect of JavaScript's own kind that holds a key. */
const key = process.env["TEST_KEY"] ?? "";
const kinds = { RangeError, TypeError };
const Kind = kinds[process.env["TEST_DEFECT"] as keyof typeof kinds];

process.stdout.write = () => {
  throw Object.assign(new Kind(`a defect with ${key}`, { cause: new Error(`cause with ${key}`) }), {
    headers: { key },
  });
};
