import { exampleAnswers } from "../../generated/example-answers.ts";
import { tools } from "../../generated/tools/index.ts";
import { withMarks } from "../../server/contract/tool-definition.ts";
import { createFunctionRegistry, type FunctionRegistry } from "./function-registry.ts";

/** The functions of the description in `openapi/`. Loading this file loads every generated tool. */
export const GENERATED_REGISTRY: FunctionRegistry = createFunctionRegistry(tools.map(withMarks), exampleAnswers);
