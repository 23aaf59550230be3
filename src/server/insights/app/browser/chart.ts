import { element } from "./element.ts";
import type { Row } from "./report.ts";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 120;
const WIDTH = 600;
const GAP = 0.25;

/** A column for each time, with the earlier one as a line above or below its end. */
export function columns(rows: readonly Row[], describe: (row: Row) => string): SVGElement {
  const svg = shape("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    class: "columns",
    "aria-hidden": "true",
  });
  const values = rows.flatMap(({ net, before = 0 }) => [net, before]);
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const yOf = (value: number) => ((top - value) / (top - bottom || 1)) * HEIGHT;
  const step = WIDTH / Math.max(1, rows.length);
  for (const [index, row] of rows.entries()) {
    const x = index * step + (step * GAP) / 2;
    const width = step * (1 - GAP);
    const column = shape("rect", {
      x: String(x),
      width: String(width),
      y: String(Math.min(yOf(row.net), yOf(0))),
      height: String(Math.max(1, Math.abs(yOf(row.net) - yOf(0)))),
      class: row.net < 0 ? "bar negative" : "bar",
    });
    const title = shape("title", {});
    title.textContent = describe(row);
    column.append(title);
    svg.append(column);
    if (row.before !== undefined) {
      const y = String(yOf(row.before));
      svg.append(shape("line", { x1: String(x), x2: String(x + width), y1: y, y2: y, class: "before" }));
    }
  }
  return svg;
}

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}

/** A bar for each group, with the earlier one as a thinner bar below it. */
export function bars(
  rows: readonly Row[],
  label: (row: Row) => string,
  amount: (value: number) => string,
): HTMLElement {
  const most = Math.max(1, ...rows.flatMap(({ net, before = 0 }) => [Math.abs(net), Math.abs(before)]));
  const bar = (value: number, name: string) => {
    const made = element("div", { class: value < 0 ? `${name} negative` : name });
    made.style.width = `${Math.max(0.5, (Math.abs(value) / most) * 100)}%`;
    return made;
  };
  return element(
    "div",
    { class: "bars" },
    ...rows.flatMap((row) => [
      element("div", { class: "label" }, label(row)),
      element(
        "div",
        { class: "track" },
        bar(row.net, "bar"),
        row.before === undefined ? undefined : bar(row.before, "before"),
      ),
      element("div", { class: "amount" }, amount(row.net)),
    ]),
  );
}
