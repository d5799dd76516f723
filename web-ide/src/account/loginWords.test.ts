import { expect, test } from 'vitest';
import { deviceName } from './deviceName';
import { loginProblem, providerName } from './loginWords';

test('every problem has a sentence, one that is not known too', () => {
  expect(loginProblem('login-taken')).toContain('another account');
  expect(loginProblem('constructor-of-nothing')).toMatch(/\.$/);
  expect(loginProblem(null)).toBeUndefined();
});

test('an issuer of one’s own goes by its host', () => {
  expect(providerName('https://sso.example.org/realms/campus')).toBe('sso.example.org');
  expect(providerName('https://accounts.google.com')).toBe('Google');
});

test('a browser is named as people know it', () => {
  expect(
    deviceName(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ),
  ).toBe('Chrome on Linux');
  expect(
    deviceName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari on iPhone');
  expect(deviceName('Java-http-client/25')).toBe('Java-http-client');
  expect(deviceName('')).toBe('A program');
});
