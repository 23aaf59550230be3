/** The groups of variables with the headings of their tables, in the order of docs/operating.md. */
export const VARIABLE_GROUPS = {
  network: "Address and network",
  tools: "Tools that agents get",
  questions: "Money and questions",
  answers: "Contents of answers",
  webAgents: "Web agents",
  instances: "More than one instance",
  limits: "Limits on calls",
  records: "Audit, logs and metrics",
  api: "Calls to Digistore24",
} as const;

export type VariableGroup = keyof typeof VARIABLE_GROUPS;
