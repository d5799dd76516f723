import { list, object, optional, shape, string, type Check } from './check';

export interface LoginWay {
  id: string;
  name: string;
  kind: string;
}

export const loginWay = shape<LoginWay>({ id: string, name: string, kind: string });

const problem = shape({
  title: optional(string),
  detail: optional(string),
  requestId: optional(string),
  login: optional(list(loginWay)),
});

/** What went wrong, in a sentence for a person, with the request id that the server's log knows. */
export class ApiError extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
    readonly status: number,
    readonly requestId: string | undefined,
    readonly login: LoginWay[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }

  /** The server was not reached at all. */
  get isOffline(): boolean {
    return this.status === OFFLINE;
  }
}

const OFFLINE = 0;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export async function request<T>(
  method: Method,
  path: string,
  answer: Check<T>,
  body?: object,
): Promise<T> {
  let response = await send(method, path, body);
  if (response.status === 401 && (await renewLogin())) response = await send(method, path, body);
  if (!response.ok) throw await refusal(response);
  const json: unknown = response.status === 204 ? undefined : await response.json();
  return answer(json, path);
}

let renewal: Promise<boolean> | undefined;

/** Gets the next short login from the long one; false if nobody is logged in. Whoever asks meanwhile waits for the same. */
export function renewLogin(): Promise<boolean> {
  renewal ??= askForRenewal().finally(() => (renewal = undefined));
  return renewal;
}

async function askForRenewal(): Promise<boolean> {
  try {
    const response = await send('POST', '/auth/refresh', {});
    return response.ok && object(await response.json(), 'renewal').user !== undefined;
  } catch {
    return false;
  }
}

async function send(method: Method, path: string, body: object | undefined): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': body instanceof Blob ? body.type : 'application/json',
      },
      ...(body && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(
      'The server does not answer',
      'Check that Code Run is still running and that you are connected, then try again.',
      OFFLINE,
      undefined,
    );
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('X-Request-Id') ?? undefined;
  try {
    const told = problem(await response.json(), 'problem');
    return new ApiError(
      told.title ?? 'That did not work',
      told.detail ?? 'Try again in a moment.',
      response.status,
      told.requestId ?? requestId,
      told.login,
    );
  } catch {
    return new ApiError(
      'That did not work',
      `The server answered with status ${response.status}. Try again in a moment.`,
      response.status,
      requestId,
    );
  }
}
