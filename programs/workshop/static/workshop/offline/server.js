// Owns what the tablet asks of the server: how it stands, whether the PIN is right, today's registers, taking marks.
// A network that is down, or silent for long, is `Unreachable`; an answer that is none is `Refused` with its status.
const LONGEST_WAIT = 8000;
const JSON_TYPE = { "Content-Type": "application/json" };

export class Unreachable extends Error {}
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.rule || String(status));
    this.status = status;
    this.problem = problem;
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { redirect: "error", signal: AbortSignal.timeout(LONGEST_WAIT), ...options });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.status >= 500) throw new Unreachable(String(answer.status));
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  const body = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const standing = () => ask("/kunci/keadaan/");

export const today = () => ask("/bengkel/hari-ini.json");

export const checkPin = (pin, token) =>
  ask("/kunci/pin/", { method: "POST", body: new URLSearchParams({ pin }), headers: { "X-CSRFToken": token } });

export async function merge(session, marks, token) {
  const sent = marks.map(({ key, person, state, minutes, version, replaces }) => ({ key, person, state, minutes, version, replaces }));
  const headers = { ...JSON_TYPE, "X-CSRFToken": token };
  const body = JSON.stringify({ marks: sent });
  return (await ask(`/api/v1/sessions/${session}/marks/`, { method: "POST", body, headers })).results;
}
