// Owns what the offline register shows: its parts, its status line, and one line a person with both marks where two differ.
import { countWaiting, shownOf, waitingOf } from "./book.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const fill = (root, name, text) => (root.querySelector(`[data-fill="${name}"]`).textContent = text);
const copyOf = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);

// "start", "locked" or "open"; what is not shown holds no names any more
export function show(which) {
  for (const each of document.querySelectorAll("[data-when]")) {
    each.hidden = !each.dataset.when.split(" ").includes(which);
  }
  if (which !== "open") part("registers").replaceChildren();
}

export function say(which, count = "") {
  const told = document.querySelector(`[data-say="${which}"]`);
  const line = told.cloneNode(true);
  line.hidden = false;
  const number = line.querySelector("[data-count]");
  if (number) number.textContent = String(count);
  delete line.dataset.say;
  part("status").replaceChildren(line);
  part("status").dataset.now = which;
}

export function tellWaiting(book, isSent) {
  const count = book ? countWaiting(book) : 0;
  if (count) say("kept", count);
  else if (isSent) say("sent");
  else say("ready");
}

export function render(book, acts) {
  const sections = book.sessions.map((session) => sectionOf(book, session, acts));
  part("registers").replaceChildren(...sections);
  part("none").hidden = sections.length > 0;
}

export const focusFirst = () => part("registers").querySelector("h2")?.focus();

function sectionOf(book, session, acts) {
  const section = copyOf("session-template");
  fill(section, "title", session.title);
  fill(section, "when", `${session.starts}–${session.ends} · ${session.place}`);
  section.querySelector("[data-act=rest]").addEventListener("click", () => acts.rest(session));
  const lines = session.rows.map((row) => lineOf(book, session, row, acts));
  section.querySelector("ul").replaceChildren(...lines);
  return section;
}

// replaces one line where it stands, so that nothing jumps under the finger
export function renderLine(book, session, row, acts) {
  const old = document.getElementById(`line-${session.id}-${row.person}`);
  const hadFocus = old.contains(document.activeElement) && document.activeElement.value;
  const line = lineOf(book, session, row, acts);
  old.replaceWith(line);
  if (hadFocus) line.querySelector(`input[value="${hadFocus}"]`)?.focus();
}

function lineOf(book, session, row, acts) {
  const line = copyOf("line-template");
  const name = `${session.id}-${row.person}`;
  const now = shownOf(book, session, row);
  const mine = waitingOf(book, session.id, row.person);
  line.id = `line-${name}`;
  fill(line, "card", row.card);
  fill(line, "name", row.name);
  fill(line, "legend", `${row.card} ${row.name}`);
  for (const radio of line.querySelectorAll("input[type=radio]")) {
    radio.name = `state-${name}`;
    radio.checked = radio.value === now.state;
    radio.addEventListener("change", () => acts.mark(session, row, radio.value, minutesOf(line, session)));
  }
  const minutes = line.querySelector("input[type=number]");
  minutes.value = String(now.minutes);
  minutes.addEventListener("change", () => now.state === "present" && acts.mark(session, row, now.state, minutesOf(line, session)));
  if (mine) line.dataset.unsent = "1";
  if (mine?.answer) line.append(rivalOf(session, row, mine, acts));
  return line;
}

function minutesOf(line, session) {
  const typed = Number.parseInt(line.querySelector("input[type=number]").value, 10);
  return Number.isInteger(typed) ? typed : session.minutes;
}

function rivalOf(session, row, mine, acts) {
  const { theirs, rule } = mine.answer;
  const box = copyOf(theirs && mine.answer.outcome === "conflict" ? "conflict-template" : "refused-template");
  fill(box, "mine", wordsOf(mine));
  if (theirs) {
    fill(box, "theirs", wordsOf(theirs));
    fill(box, "who", document.querySelector(`[data-who="${theirs.by}"]`).textContent);
    fill(box, "at", new Date(theirs.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }));
  }
  if (box.querySelector("[data-fill=rule]")) fill(box, "rule", rule);
  box.querySelector("[data-act=mine]")?.addEventListener("click", () => acts.pickMine(session, row));
  box.querySelector("[data-act=theirs]").addEventListener("click", () => acts.pickTheirs(session, row));
  return box;
}

function wordsOf({ state, minutes }) {
  const label = document.querySelector(`[data-state="${state}"]`).textContent;
  return state === "present" ? `${label} (${minutes})` : label;
}
