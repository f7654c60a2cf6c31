// Owns the tablet's register: opened with the PIN, kept sealed while the network is down, sent when it is back, then wiped.
import * as books from "./book.js";
import { afterIdle } from "./idle.js";
import * as locks from "./lock.js";
import * as page from "./page.js";
import * as server from "./server.js";
import { keepShell } from "./shell.js";
import * as store from "./store.js";

const LONGEST_KEPT = 24 * 60 * 60 * 1000;
const MOST_TRIES = 5;
const LOCKED_FOR = 15 * 60 * 1000;
const AGAIN = 20_000;

let key = null; // in memory only, gone when idle
let salt = null;
let book = null;
let isSending = false;

const form = document.getElementById("pin-form");

// one write at a time, each of the book as it is then: a wipe is never overtaken by what was there before
let turn = Promise.resolve();
const inTurn = (act) => (turn = turn.then(act, act));

const keep = () =>
  inTurn(async () => {
    if (!book) return;
    const before = await store.read();
    const facts = { salt, since: before ? before.since : Date.now(), waiting: books.countWaiting(book) };
    await store.write({ ...(await locks.seal(key, book)), ...facts, tries: 0, lockedUntil: 0 });
  });

const wipe = () => inTurn(() => store.wipe());

async function forget(why) {
  key = salt = book = null;
  await wipe();
  page.show("start");
  page.say(why);
}

function lock() {
  if (!book) return;
  key = salt = book = null;
  enter();
}

// what is kept too long goes, whoever waits for it (product rule 9)
async function kept() {
  const found = await store.read();
  if (found && Date.now() - found.since > LONGEST_KEPT) {
    await forget("late");
    return undefined;
  }
  return found;
}

async function enter() {
  const found = await kept();
  page.show(found ? "locked" : "start");
  if (found) page.say("locked", found.waiting);
  await look();
}

// how the tablet stands with the server: one that is revoked keeps nothing
async function look() {
  try {
    const now = await server.standing();
    if (!now.enrolled) await forget("revoked");
    return now;
  } catch (error) {
    if (error instanceof server.Unreachable) return null;
    throw error;
  }
}

async function prepare(pin) {
  const now = await look();
  if (!now) return page.say("unreachable");
  if (!now.enrolled) return undefined;
  if (!now.signed_in) return page.say("signed-out");
  await server.checkPin(pin, now.token);
  const { day, sessions } = await server.today();
  salt = locks.newSalt();
  key = await locks.keyFrom(pin, salt);
  book = books.newBook(day, sessions);
  await keep();
  open(false);
  return page.focusFirst();
}

async function unlock(found, pin) {
  if (found.lockedUntil > Date.now()) return page.say("tries");
  const tried = await locks.keyFrom(pin, found.salt);
  const opened = await locks.unseal(tried, found);
  if (!opened) {
    const tries = found.tries + 1;
    const lockedUntil = tries >= MOST_TRIES ? Date.now() + LOCKED_FOR : 0;
    await store.write({ ...found, tries: lockedUntil ? 0 : tries, lockedUntil });
    return page.say(lockedUntil ? "tries" : "wrong");
  }
  [key, salt, book] = [tried, found.salt, opened];
  await keep();
  open(false);
  page.focusFirst();
  return send();
}

function open(isSent) {
  page.show("open");
  page.render(book, acts);
  page.tellWaiting(book, isSent);
}

const acts = {
  mark: (session, row, state, minutes) => change(session, row, () => books.mark(book, session, row, state, minutes)),
  pickMine: (session, row) => change(session, row, () => books.pickMine(book, session, row)),
  async pickTheirs(session, row) {
    await change(session, row, () => books.pickTheirs(book, session, row));
    if (book && !books.countWaiting(book)) await settle();
  },
  async rest(session) {
    books.markRestPresent(book, session);
    await keep();
    open(false);
    await send();
  },
};

async function change(session, row, act) {
  act();
  await keep();
  page.renderLine(book, session, row, acts);
  page.tellWaiting(book, false);
  await send();
}

async function send() {
  if (!book || isSending || !navigator.onLine) return;
  isSending = true;
  let isSent = false;
  try {
    isSent = await sendAll();
  } catch (error) {
    if (error instanceof server.Refused) page.say("signed-out");
    else if (!(error instanceof server.Unreachable)) throw error;
  } finally {
    isSending = false;
  }
  if (isSent && hasMore()) await send(); // tapped while the others were on their way
}

const hasMore = () => book !== null && book.sessions.some((session) => books.toSend(book, session.id).length > 0);

async function sendAll() {
  if (!hasMore()) return false;
  const now = await server.standing();
  if (!now.enrolled) await forget("revoked");
  if (!now.enrolled) return false;
  if (!now.signed_in) page.say("signed-out");
  if (!now.signed_in) return false;
  for (const session of book.sessions) {
    const marks = books.toSend(book, session.id);
    if (marks.length) books.takeAnswers(book, session, await server.merge(session.id, marks, now.token));
  }
  await settle();
  return true;
}

// everything is with the server: the tablet keeps nothing; else it keeps what the officer has yet to decide
async function settle() {
  const left = books.countWaiting(book);
  if (left) await keep();
  else await wipe();
  page.render(book, acts);
  page.tellWaiting(book, true);
  if (left && !hasMore()) page.say("decide", left);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = form.elements.namedItem("pin");
  const pin = field.value;
  field.value = "";
  if (!/^[0-9]{6}$/.test(pin)) return page.say("wrong");
  page.say("opening");
  try {
    const found = await kept();
    await (found ? unlock(found, pin) : prepare(pin));
  } catch (error) {
    if (error instanceof server.Unreachable) page.say("unreachable");
    else if (error instanceof server.Refused) page.say(error.problem.code === "pin-locked" ? "tries" : "wrong");
    else throw error;
  }
  return undefined;
});

document.querySelector("[data-act=send]").addEventListener("click", send);
document.querySelector("[data-act=lock]").addEventListener("click", lock);
document.querySelector("[data-act=wipe]").addEventListener("click", () => forget("wiped"));
window.addEventListener("online", () => (book ? send() : look()));
setInterval(send, AGAIN);
afterIdle(lock);
document.querySelector("[data-connection]")?.remove(); // this page says itself what is kept and what is sent
await enter();
if (navigator.onLine) keepShell();
