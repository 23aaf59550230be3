import type { FastifyReply, FastifyRequest } from "fastify";
import { readersLanguage } from "../../kit/language.ts";
import type { AuthorizeProblem } from "../consent/problem-texts.ts";
import { renderAuthorizeProblem } from "../consent/render-authorize-problem.ts";
import { renderLeaving } from "../consent/render-leaving.ts";

/**
 * Only our own styles, no script, no frame around the page, and no form that goes elsewhere. Without
 * `cross-origin-opener-policy`: some agents open the page in a window of its own, to which their page after it reports.
 */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  // The address of the page holds the program's request, and the one it leads on to holds a code.
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
  vary: "Accept-Language",
};

/** Ends the way to an agreement without a way back to the program. */
export class AuthorizeProblemError extends Error {
  override readonly name = "AuthorizeProblemError";
  readonly problem: AuthorizeProblem;
  readonly status: number;
  readonly detail: string | undefined;

  constructor(problem: AuthorizeProblem, status: number, detail?: string) {
    super(problem);
    this.problem = problem;
    this.status = status;
    this.detail = detail;
  }
}

/** An answer to a browser, as data. */
export interface PageAnswer {
  readonly status: number;
  readonly html: string;
  /** Where the browser goes on to by itself. */
  readonly next?: string;
}

/** A redirect, which only follows a link: after a form, `form-action` would stop it. */
export interface RedirectAnswer {
  readonly target: string;
}

export type Answer = PageAnswer | RedirectAnswer;

export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  if ("target" in answer) {
    return reply
      .headers({ "cache-control": "no-store", "referrer-policy": "no-referrer" })
      .redirect(answer.target, 302);
  }
  if (answer.next !== undefined) {
    reply.header("refresh", `0;url=${answer.next}`);
  }
  return reply.code(answer.status).headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(answer.html);
}

export function problemPage(request: FastifyRequest, error: AuthorizeProblemError): PageAnswer {
  const { problem, status, detail } = error;
  return { status, html: renderAuthorizeProblem({ language: readersLanguage(request), problem, status, detail }) };
}

type Leaving = Pick<Parameters<typeof renderLeaving>[0], "kind" | "target" | "program">;

/**
 * Leads on to another site after a form. By a page and not by a redirect, because of `form-action` and because a browser
 * asks before it opens a program, which the link of the page does again.
 */
export function leavingPage(request: FastifyRequest, leaving: Leaving): PageAnswer {
  const html = renderLeaving({ language: readersLanguage(request), ...leaving });
  return { status: 200, html, next: leaving.target };
}
