interface ProductType {
  readonly id: number;
  readonly name: string;
  readonly category: string;
}

export const PRODUCT_TYPES: readonly ProductType[] = [
  { id: 38, name: "Online-Kurs", category: "digital" },
  { id: 45, name: "Mitgliederbereich", category: "digital" },
  { id: 52, name: "Buch", category: "shipping" },
  { id: 61, name: "Veranstaltung", category: "event" },
];
