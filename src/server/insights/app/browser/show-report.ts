import { bars, columns } from "./chart.ts";
import { element } from "./element.ts";
import { fillGaps } from "./fill-gaps.ts";
import type { CurrencyReport, Report, Row } from "./report.ts";
import type { Texts } from "./texts.ts";

const TIMES: readonly (string | undefined)[] = ["day", "week", "month"];

/** The report as elements, in the language and with the numbers of the host. */
export function showReport(report: Report, texts: Texts, locale: string): readonly HTMLElement[] {
  const date = (text: string) => {
    const time = new Date(text.replace(" ", "T"));
    return Number.isNaN(time.getTime()) ? text : new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(time);
  };
  const before = report.before && `${date(report.before.from)} – ${date(report.before.to)}`;
  return [
    element("p", { class: "period" }, `${date(report.from)} – ${date(report.to)}`),
    ...notes(report, texts),
    ...report.currencies.map((one) => showCurrency(one, { by: report.groupedBy, before, texts, locale })),
  ];
}

function notes({ isComplete, notes: given, currencies }: Report, texts: Texts): readonly HTMLElement[] {
  const lines = [
    !isComplete && texts.incomplete,
    currencies.length === 0 && given.length === 0 && texts.empty,
    ...given,
  ].filter((line) => typeof line === "string");
  return lines.map((line) => element("p", { class: isComplete ? "note" : "note warning" }, line));
}

interface Shown {
  /** What the rows stand for. */
  readonly by: string | undefined;
  /** The period of the comparison, as the host writes it. */
  readonly before: string | undefined;
  readonly texts: Texts;
  readonly locale: string;
}

function showCurrency(report: CurrencyReport, { by, before: period = "", texts, locale }: Shown): HTMLElement {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: report.currency });
  const amount = (value: number) => money.format(value);
  const percent = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const { total, before, changePercent, rows } = report;
  const whole = new Intl.NumberFormat(locale);
  return element(
    "section",
    { "aria-label": report.currency },
    element("h1", {}, element("span", { class: "what" }, texts.net), " ", amount(total.net)),
    changePercent === undefined
      ? undefined
      : element(
          "p",
          { class: changePercent < 0 ? "change down" : "change up" },
          texts.change(percent.format(changePercent / 100), period),
        ),
    element(
      "dl",
      {},
      ...optional(texts.vat, total.vat, before?.vat, amount),
      ...fact(texts.earned, amount(total.earned), before && amount(before.earned)),
      ...fact(texts.payments, whole.format(total.payments), before && whole.format(before.payments)),
      ...fact(texts.returned, amount(total.returned), before && amount(before.returned)),
      ...optional(texts.orders, total.orders, before?.orders, (count) => whole.format(count)),
    ),
    ...(rows.length === 0 || by === undefined ? [] : groupParts(rows, by, report.currency, texts, amount)),
  );
}

/** A fact that an answer may lack. */
function optional(
  name: string,
  value: number | undefined,
  before: number | undefined,
  show: (value: number) => string,
): readonly HTMLElement[] {
  return value === undefined ? [] : fact(name, show(value), before === undefined ? undefined : show(before));
}

function fact(name: string, value: string, before: string | undefined): readonly HTMLElement[] {
  return [
    element(
      "div",
      {},
      element("dt", {}, name),
      element("dd", {}, value, ...(before === undefined ? [] : [" ", element("small", {}, `(${before})`)])),
    ),
  ];
}

function groupParts(
  rows: readonly Row[],
  by: string,
  currency: string,
  texts: Texts,
  amount: (value: number) => string,
): readonly HTMLElement[] {
  const label = ({ label: name, others }: Row) => (others === undefined ? name : texts.others(others));
  const largest = rows.reduce((most, row) => (row.net > most.net ? row : most));
  const named = rows.filter(({ others }) => others === undefined);
  const isTime = TIMES.includes(by);
  const chart = element("div", {
    role: "img",
    class: "chart",
    "aria-label": texts.chart(by, currency, `${label(largest)}, ${amount(largest.net)}`),
  });
  chart.append(
    isTime ? columns(fillGaps(named, by), (row) => `${label(row)}: ${amount(row.net)}`) : bars(rows, label, amount),
  );
  if (isTime) {
    chart.append(
      element("div", { class: "ends" }, element("span", {}, named[0]?.label), element("span", {}, named.at(-1)?.label)),
    );
  }
  const legend = rows.some(({ before }) => before !== undefined) && showLegend(texts);
  return [chart, ...(legend ? [legend] : []), table(rows, label, texts, amount)];
}

function showLegend({ now, before }: Texts): HTMLElement {
  const key = (name: string, text: string) => element("span", { class: `key ${name}` }, text);
  return element("p", { class: "legend", "aria-hidden": "true" }, key("is-now", now), key("is-before", before));
}

function table(
  rows: readonly Row[],
  label: (row: Row) => string,
  texts: Texts,
  amount: (value: number) => string,
): HTMLElement {
  const hasBefore = rows.some(({ before }) => before !== undefined);
  const head = [texts.group, texts.net, ...(hasBefore ? [texts.before] : []), texts.earned];
  return element(
    "details",
    {},
    element("summary", {}, texts.table),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))),
      element(
        "tbody",
        {},
        ...rows.map((row) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, label(row)),
            element("td", {}, amount(row.net)),
            hasBefore ? element("td", {}, row.before === undefined ? "" : amount(row.before)) : undefined,
            element("td", {}, amount(row.earned)),
          ),
        ),
      ),
    ),
  );
}
