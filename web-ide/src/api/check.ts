/** Turns untrusted JSON into a type, or says where it does not fit. */
export type Check<T> = (value: unknown, at: string) => T;

export class UnexpectedAnswer extends Error {
  constructor(at: string, wanted: string) {
    super(`${at} is not ${wanted}`);
    this.name = 'UnexpectedAnswer';
  }
}

export const string: Check<string> = (value, at) => {
  if (typeof value !== 'string') throw new UnexpectedAnswer(at, 'a string');
  return value;
};

export const number: Check<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new UnexpectedAnswer(at, 'a number');
  }
  return value;
};

export const boolean: Check<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new UnexpectedAnswer(at, 'a boolean');
  return value;
};

export function literal<const T extends string>(...allowed: T[]): Check<T> {
  return (value, at) => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new UnexpectedAnswer(at, `one of ${allowed.join(', ')}`);
    return found;
  };
}

export function list<T>(item: Check<T>): Check<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new UnexpectedAnswer(at, 'a list');
    return value.map((each: unknown, index) => item(each, `${at}[${index}]`));
  };
}

export function dictionary<T>(item: Check<T>): Check<Record<string, T>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(object(value, at)).map(([key, each]) => [key, item(each, `${at}.${key}`)]),
    );
}

export function optional<T>(item: Check<T>): Check<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : item(value, at));
}

export function shape<T extends object>(fields: { [K in keyof T]: Check<T[K]> }): Check<T> {
  return (value, at) => {
    const source = object(value, at);
    const result: Partial<T> = {};
    for (const key in fields) result[key] = fields[key](source[key], `${at}.${key}`);
    return result as T;
  };
}

export function object(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnexpectedAnswer(at, 'an object');
  }
  return value as Record<string, unknown>;
}
