// Owns today's registers as the officer sees them: what is stored at the server, and the marks that wait to be sent.
// A waiting mark carries a key of its own, the version that was seen, and the keys of earlier marks it stands in place of.

export const newBook = (day, sessions) => ({ day, sessions, waiting: {} });

export const waitingIn = (book, session) => Object.values(book.waiting[session] || {});

export const countWaiting = (book) =>
  Object.keys(book.waiting).reduce((count, session) => count + waitingIn(book, session).length, 0);

export const waitingOf = (book, session, person) => (book.waiting[session] || {})[person];

// what a line shows: the mark that waits, else the stored one
export function shownOf(book, session, row) {
  const mine = waitingOf(book, session.id, row.person);
  return mine ? { state: mine.state, minutes: mine.minutes || session.minutes } : { state: row.state, minutes: row.minutes || session.minutes };
}

export function mark(book, session, row, state, minutes) {
  const before = waitingOf(book, session.id, row.person);
  const replaces = before ? [...before.replaces, before.key] : [];
  keep(book, session.id, {
    key: crypto.randomUUID(),
    person: row.person,
    state,
    minutes: state === "present" ? minutes : 0,
    version: row.version,
    replaces,
  });
}

export function markRestPresent(book, session) {
  for (const row of session.rows) {
    if (!shownOf(book, session, row).state) mark(book, session, row, "present", session.minutes);
  }
}

// the officer puts the own mark in place of the other, knowingly: a new mark over the version that is shown
export function pickMine(book, session, row) {
  const mine = waitingOf(book, session.id, row.person);
  learn(row, mine.answer.theirs);
  keep(book, session.id, { ...mine, key: crypto.randomUUID(), version: row.version, replaces: [], answer: null });
}

export function pickTheirs(book, session, row) {
  const mine = waitingOf(book, session.id, row.person);
  if (mine.answer.theirs) learn(row, mine.answer.theirs);
  delete book.waiting[session.id][row.person];
}

// marks that may be sent: those in conflict or refused wait for the officer
export const toSend = (book, session) => waitingIn(book, session).filter((mine) => !mine.answer);

export function takeAnswers(book, session, answers) {
  for (const answer of answers) {
    const mine = waitingOf(book, session.id, answer.person);
    if (!mine || mine.key !== answer.key) continue; // tapped again meanwhile: that mark is on its way
    if (answer.outcome === "saved" || answer.outcome === "already") {
      const row = session.rows.find((each) => each.person === answer.person);
      learn(row, { state: mine.state, minutes: mine.minutes, version: answer.version });
      delete book.waiting[session.id][answer.person];
    } else {
      mine.answer = answer;
    }
  }
}

function keep(book, session, mine) {
  book.waiting[session] = { ...book.waiting[session], [mine.person]: mine };
}

function learn(row, { state, minutes, version }) {
  Object.assign(row, { state, minutes, version });
}
