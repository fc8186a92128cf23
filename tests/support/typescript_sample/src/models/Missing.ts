export interface Missing {
  resource: string;
}
