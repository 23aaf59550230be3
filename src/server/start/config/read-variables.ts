import { ConfigError } from "../../kit/errors.ts";
import { shownValue } from "./shown-value.ts";
import { describeUnknownNames } from "./unknown-names.ts";
import { VARIABLES, type Values, type Variable, type VariableName } from "./variables.ts";
import { WrongValueError } from "./wrong-value.ts";

const NAMES = Object.keys(VARIABLES) as readonly VariableName[];
export const VARIABLE_NAMES: readonly string[] = NAMES;
/** Read by the commands that serve or check one key, but not by an endpoint. */
export const KEY_VARIABLE = "DIGISTORE24_API_KEY";

/** Parses every variable; an empty one counts as absent. One ConfigError reports all problems on one line. */
export function readVariables(env: NodeJS.ProcessEnv): Values {
  const problems = describeUnknownNames(env, VARIABLE_NAMES, KEY_VARIABLE);
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of NAMES) {
    const variable: Variable<unknown> = VARIABLES[name];
    try {
      values[name] = readVariable(variable, env[name]);
    } catch (error) {
      problems.push(describeProblem(name, variable, env[name] ?? "", error));
    }
  }
  if (problems.length > 0) {
    throw new ConfigError(problems.join("; "));
  }
  return values as Values;
}

function readVariable(variable: Variable<unknown>, given: string | undefined): unknown {
  const text = given || variable.default;
  return text ? variable.parse(text) : text;
}

function describeProblem(
  name: string,
  { example, isSecret = false }: Variable<unknown>,
  given: string,
  error: unknown,
) {
  if (!(error instanceof WrongValueError)) {
    throw error;
  }
  return `${name} ${error.message}, got ${shownValue(given, isSecret)} (example: ${name}=${example})`;
}
