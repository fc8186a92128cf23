export interface Fault {
  title: string;
  status?: number;
}
