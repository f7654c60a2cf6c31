// Owns the lock of what a tablet keeps: a key made from the officer's PIN, in memory only, and AES-GCM under it.
const ROUNDS = 600_000;
const BYTES_OF_SALT = 16;
const BYTES_OF_START = 12;

export const newSalt = () => crypto.getRandomValues(new Uint8Array(BYTES_OF_SALT));

export async function keyFrom(pin, salt) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", iterations: ROUNDS, salt };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key, book) {
  const iv = crypto.getRandomValues(new Uint8Array(BYTES_OF_START));
  const clear = new TextEncoder().encode(JSON.stringify(book));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear) };
}

// null when the PIN is another one: the seal does not fit
export async function unseal(key, { iv, sealed }) {
  try {
    const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
    return JSON.parse(new TextDecoder().decode(clear));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
