// Owns the one thing a tablet keeps in IndexedDB: a sealed book, its salt, since when, and how many marks wait in it.
const NAME = "register";
const SHELF = "kept";
const ONLY = 1;

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode);
      const asked = act(transaction.objectStore(SHELF));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const read = () => inStore("readonly", (shelf) => shelf.get(ONLY));
export const write = (kept) => inStore("readwrite", (shelf) => shelf.put(kept, ONLY));
export const wipe = () => inStore("readwrite", (shelf) => shelf.clear());
