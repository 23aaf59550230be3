/** A plug in a rounded square. */
export const PAGE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f5c5c"/><path d="M12 6v6m8-6v6m-11 0h14v4a7 7 0 0 1-14 0zm7 11v5" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
`;
