/** Two palettes, one column on a phone, and nothing that is fetched from elsewhere. */
export const PAGE_STYLES = `:root {
  color-scheme: light dark;
  --ground: #f7f6f3; --panel: #ffffff; --sunk: #f0efeb; --line: #dcdad3; --edge: #8b897f;
  --ink: #1d2123; --soft: #565c5f; --accent: #0b5e5e; --on-accent: #ffffff; --tint: #e3efee;
  --read: #1f6240; --read-ground: #e2f1e7; --write: #7a4a00; --write-ground: #fbeed3;
  --danger: #98231d; --danger-ground: #fbe4e1; --note: #45505a; --note-ground: #e9ecee;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181a; --panel: #1b2023; --sunk: #111517; --line: #31383c; --edge: #7d878c;
    --ink: #e8eaea; --soft: #a7b0b3; --accent: #6fc7c2; --on-accent: #0c1f1f; --tint: #18302f;
    --read: #8fd6ac; --read-ground: #1a3325; --write: #efc477; --write-ground: #3a2c12;
    --danger: #f5a59d; --danger-ground: #43201d; --note: #bcc6cb; --note-ground: #2a3135;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 72rem; padding: 0 clamp(1rem, 4vw, 2.5rem) 3rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
h1, h2 { line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h1 { font-size: clamp(1.9rem, 1.4rem + 2.4vw, 2.9rem); margin: 0.4rem 0 0; font-weight: 650; }
h2 { font-size: 1.35rem; margin: 0 0 0.9rem; font-weight: 650; }
p { margin: 0; }
ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); text-underline-offset: 0.18em; }
code, pre { font-family: var(--mono); font-size: 0.875em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; top: 0.5rem; padding: 0.5rem 1rem; background: var(--panel); }
.skip:focus { left: 1rem; }
html:not(.script) .needs-script, .script .without-script { display: none; }

header { padding: clamp(2rem, 6vw, 4rem) 0 2rem; }
.product { font-family: var(--mono); font-size: 0.875rem; color: var(--soft); }
.lead { max-width: 44rem; margin-top: 0.9rem; font-size: 1.125rem; color: var(--soft); text-wrap: pretty; }
.notice, .warning { margin-top: 1.25rem; padding: 0.6rem 0.9rem; border-radius: 8px; max-width: 44rem; }
.notice { background: var(--tint); }
.warning { background: var(--write-ground); color: var(--write); }
.address { margin-top: 1.75rem; padding: 0.9rem 1.1rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; max-width: 44rem; }
.address > p:first-child { font-size: 0.875rem; color: var(--soft); }
.url { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; justify-content: space-between; }
.url code { font-size: clamp(1rem, 0.85rem + 0.7vw, 1.25rem); font-weight: 600; overflow-wrap: anywhere; min-width: 0; }
.facts { display: flex; flex-wrap: wrap; gap: 0.3rem 2rem; margin-top: 1.25rem; font-size: 0.9375rem; color: var(--soft); }
.facts strong { color: var(--ink); }

.columns { display: grid; gap: 1.5rem; align-items: start; }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); } }
.side { display: grid; gap: 1.5rem; min-width: 0; }
.columns section { padding: clamp(1.1rem, 3vw, 1.6rem); background: var(--panel); border: 1px solid var(--line); border-radius: 12px; min-width: 0; }
.hint { font-size: 0.9375rem; color: var(--soft); text-wrap: pretty; }

.button, button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: 0.4rem 1.1rem;
  border: 1px solid var(--edge); border-radius: 8px; background: var(--panel); color: var(--ink);
  font: inherit; font-weight: 550; text-decoration: none; cursor: pointer;
}
.button, .primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button:hover, .primary:hover { filter: brightness(1.12); }
button:disabled { opacity: 0.6; cursor: progress; }
.copy { min-height: 2.1rem; min-width: 5.4rem; padding: 0.15rem 0.8rem; font-size: 0.875rem; flex: none; }
.copy:hover { background: var(--sunk); }
.install { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-bottom: 0.9rem; }

.install .button { flex: 1 1 8rem; max-width: 14rem; padding-inline: 0.6rem; white-space: nowrap; }

.parts { margin-top: 0.8rem; font-size: 0.9375rem; color: var(--soft); }
.parts li { padding: 0.55rem 0; border-top: 1px solid var(--line); line-height: 1.45; }
.parts a { display: block; font: 550 0.9375em/1.5 var(--mono); overflow-wrap: anywhere; }
.parts a[aria-current] { color: var(--ink); text-decoration: none; }
.parts a[aria-current]::after { content: " (this page)"; font-weight: 400; color: var(--soft); }

.guides { margin-top: 1.1rem; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
details + details { border-top: 1px solid var(--line); }
summary { padding: 0.6rem 1rem; font-weight: 550; cursor: pointer; }
summary:hover, details[open] > summary { background: var(--sunk); }
summary:focus-visible { outline-offset: -3px; }
.guide { padding: 0.7rem 1rem 1rem; }
.place { display: flex; justify-content: space-between; align-items: center; gap: 1rem; font-size: 0.9375rem; color: var(--soft); overflow-wrap: anywhere; }
pre { margin: 0.7rem 0 0; padding: 0.9rem 1rem; overflow-x: auto; background: var(--sunk); border-radius: 8px; line-height: 1.5; }

.field { display: flex; flex-direction: column; gap: 0.3rem; min-width: 0; }
.field.grow { flex: 1 1 14rem; }
.field label { font-size: 0.875rem; font-weight: 550; }
input[type="search"], input[type="password"], select {
  width: 100%; min-height: 2.75rem; padding: 0.4rem 0.8rem; border: 1px solid var(--edge); border-radius: 8px;
  background: var(--panel); color: var(--ink); font: inherit;
}
::placeholder { color: var(--soft); opacity: 1; }
input[type="checkbox"] { width: 1.2rem; height: 1.2rem; margin: 0; accent-color: var(--accent); }
form { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: flex-end; }
.key { margin: 1.1rem 0; }
.verdict { margin-bottom: 1.1rem; padding: 0.8rem 1rem; border-radius: 8px; border-left: 4px solid; overflow-wrap: anywhere; }
.verdict.good { background: var(--read-ground); color: var(--read); }
.verdict.bad { background: var(--danger-ground); color: var(--danger); }
.verdict.unknown { background: var(--write-ground); color: var(--write); }

#tools { margin-top: 3rem; }
.filter { margin-top: 1.1rem; padding: 1rem 1.1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; }
.filter select { min-width: 12rem; }
.toggle { display: flex; align-items: center; gap: 0.6rem; min-height: 2.75rem; cursor: pointer; }
.legend { display: flex; flex-wrap: wrap; gap: 0.5rem 1.4rem; font-size: 0.875rem; color: var(--soft); }
.count { margin-top: 1rem; font-weight: 600; }
.part { margin-top: 0.4rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.5rem; font-size: 0.9375rem; color: var(--soft); }
.part a { overflow-wrap: anywhere; font-family: var(--mono); font-size: 0.9em; }
.empty { margin-top: 1rem; padding: 1.5rem; text-align: center; background: var(--panel); border: 1px dashed var(--edge); border-radius: 12px; }

table { width: 100%; margin-top: 0.8rem; border-collapse: collapse; text-align: left; font-size: 0.9375rem; }
th, td { padding: 0.7rem 0.9rem 0.7rem 0; vertical-align: top; }
thead th { font-size: 0.8125rem; font-weight: 550; color: var(--soft); padding-bottom: 0.3rem; }
tbody tr:not(.group) { border-bottom: 1px solid var(--line); }
tbody th { width: 30%; font-weight: 600; }
tbody th code { display: block; font-weight: 400; color: var(--soft); font-size: 0.8125rem; overflow-wrap: anywhere; }
.group th { padding: 1.5rem 0 0.4rem; font: 600 0.875rem/1.4 var(--mono); color: var(--accent); border-bottom: 2px solid var(--line); }
tbody td { color: var(--soft); text-wrap: pretty; }
td.marks { width: 16rem; padding-right: 0; }
.mark { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 99px; font-size: 0.8125rem; font-weight: 550; white-space: nowrap; }
.mark.read { background: var(--read-ground); color: var(--read); }
.mark.write { background: var(--write-ground); color: var(--write); }
.mark.danger { background: var(--danger-ground); color: var(--danger); }
.mark.note { background: var(--note-ground); color: var(--note); }
@media (max-width: 47.99rem) {
  .filter .field { flex: 1 1 100%; }
  .filter .toggle { flex: 1; }
  table, tbody, tbody tr, tbody th, tbody td { display: block; width: auto; padding: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr:not(.group) { margin-top: 0.7rem; padding: 0.9rem 1rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
  tbody .group th { padding: 1.3rem 0 0.3rem; }
  tbody td { margin-top: 0.5rem; }
  td.marks { width: auto; }
}
footer { margin-top: 3rem; padding-top: 1.2rem; border-top: 1px solid var(--line); font-size: 0.875rem; color: var(--soft); }
.problem { padding: 4rem 0 1rem; max-width: 44rem; }
.problem p { margin-top: 1rem; overflow-wrap: anywhere; }
@media (forced-colors: active) { .mark, .verdict { border: 1px solid; } }
`;
