import { formatTime } from "../kit/time.ts";
import type { Eticket } from "../orders/eticket.ts";

/** The address of the PDF. In real links the last part is a secret. */
export function ticketUrl({ id }: Eticket): string {
  return `https://www.digistore24.com/ticket/${id}/EXAMPLE.pdf`;
}

/** A ticket as getEticket and listEtickets show it. */
export function ticketAnswer(ticket: Eticket) {
  const { id, purchase, event, holder } = ticket;
  return {
    id,
    download_url: ticketUrl(ticket),
    product_id: event.productId,
    purchase_item_id: purchase?.itemId ?? null,
    template_id: event.templateId,
    location_id: event.locationId,
    date_id: event.dateId,
    date: event.date,
    duration: String(event.days),
    no: ticket.no,
    count: ticket.count,
    email: holder.email,
    first_name: holder.firstName,
    last_name: holder.lastName,
    salutation: holder.salutation,
    title: holder.title,
    language: "de",
    used_at: ticket.usedAt === null ? null : formatTime(ticket.usedAt),
    is_blocked: ticket.isBlocked,
    note: ticket.note,
    hint: ticket.hint,
  };
}
