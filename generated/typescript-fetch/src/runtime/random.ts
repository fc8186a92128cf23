/** Names that nobody else chooses. */

/** 32 hexadecimal digits: no content holds them, but by a chance of 2⁻¹²⁸. */
export function randomHex(): string {
  const bytes = new Uint8Array(16);
  // Node 18 has no global `crypto`; what is made here is unique, not secret.
  const crypto = (globalThis as { crypto?: Crypto }).crypto;
  if (crypto === undefined) {
    bytes.forEach((_, index) => (bytes[index] = Math.floor(Math.random() * 256)));
  } else {
    crypto.getRandomValues(bytes);
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A random UUID (RFC 9562 §5.4). */
export function randomUuid(): string {
  const hex = randomHex();
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}
