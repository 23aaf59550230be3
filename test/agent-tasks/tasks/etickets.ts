import type { Answer, Task } from "../task.ts";

export const eticketTasks: readonly Task[] = [
  {
    id: "ticket-checked-and-used",
    language: "de",
    says: "Erika Beispiel steht am Einlass (erika.beispiel@example.com). Prüfe, ob ihr E-Ticket noch gültig ist, und entwerte es dann für seine Veranstaltung.",
    calls: [
      {
        tool: "listEtickets",
        args: {
          search: { email: "erika.beispiel@example.com" },
          _fields: ["id", "template_id", "location_id", "date", "used_at", "is_blocked"],
        },
      },
      {
        tool: "validateEticket",
        args: ({ etickets: [{ id, template_id, location_id, date }] }) => ({
          eticket_id: id,
          template_id: String(template_id),
          location_id: String(location_id),
          date,
        }),
      },
    ],
    changes: ({ etickets: [{ id }] }) => ({ [`etickets/${id}`]: { used_at: "2026-11-29 10:15:00" } }),
    facts: {
      told: ({ etickets: [{ used_at, is_blocked }] }, { status }) => [used_at, is_blocked, status],
      truth: () => [null, "N", "success"],
    },
  },
  {
    id: "free-tickets",
    language: "en",
    says: "Issue two free e-tickets for Max Sample, max@example.com, for the event of product 13579 in Hamburg on March 14, 2027, with the standard template.",
    calls: [
      { tool: "GetGeteticketsettings", args: {} },
      {
        tool: "PostCreateeticket",
        args: ({ eticket_locations, eticket_templates }) => ({
          buyer: { email: "max@example.com", first_name: "Max", last_name: "Sample" },
          product_id: "13579",
          location_id: keyOf(eticket_locations, /Hamburg/),
          template_id: keyOf(eticket_templates, /Standard/),
          date: "2027-03-14",
          count: 2,
        }),
      },
    ],
    changes: (_settings, { etickets }) => {
      const ticket = {
        email: "max@example.com",
        first_name: "Max",
        last_name: "Sample",
        product_id: 13579,
        location_id: 31,
        template_id: 12,
        date: "2027-03-14",
        used_at: null,
      };
      return Object.fromEntries(etickets.map(({ id }: Answer) => [`etickets/${id}`, ticket]));
    },
  },
  {
    id: "used-tickets-of-an-event",
    language: "de",
    says: "Wie viele E-Tickets sind für die Veranstaltung am 18. April 2026 ausgestellt, und wie viele davon wurden benutzt?",
    calls: [{ tool: "listEtickets", args: { search: { date: "2026-04-18" }, _fields: ["used_at"] } }],
    facts: {
      told: ({ etickets }) => countUsed(etickets),
      truth: async (shop) =>
        countUsed((await shop.ask("listEtickets")).etickets.filter(({ date }: Answer) => date === "2026-04-18")),
    },
  },
];

/** Of names by id, in turn by owner. */
function keyOf(byOwner: Record<string, Record<string, string>>, name: RegExp): string | undefined {
  return Object.entries(Object.values(byOwner)[0] ?? {}).find(([, text]) => name.test(text))?.[0];
}

function countUsed(tickets: readonly Answer[]): readonly number[] {
  return [tickets.length, tickets.filter(({ used_at }) => used_at !== null).length];
}
