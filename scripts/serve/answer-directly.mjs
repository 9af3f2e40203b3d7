/** Answers that need nothing of Next, by method and path, put there by app/_server/background.ts before the server listens. @returns {((request: import('./answer-directly.mjs').Asking) => Promise<Response>) | undefined} */
export function findDirect(request) {
  const [path] = (request.url ?? '/').split('?');
  return globalThis.databourseDirect?.get(`${request.method} ${path}`);
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {(request: import('./answer-directly.mjs').Asking) => Promise<Response>} answer Asked with what it reads of a request: a whole one takes longer to make than to answer a part of it.
 */
export async function answerDirectly(request, response, answer) {
  try {
    const { headers } = request;
    const get = (name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    };
    const answered = await answer({ method: request.method, url: `http://localhost${request.url}`, headers: { get } });
    response.statusCode = answered.status;
    for (const [name, value] of answered.headers) response.setHeader(name, value);
    response.end(answered.whole ?? Buffer.from(await answered.arrayBuffer()));
  } catch {
    // Whoever made the answer has written down what went wrong; what comes here is a connection that is gone or an address that is none.
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  }
}
