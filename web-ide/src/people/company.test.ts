import { expect, test } from 'vitest';
import { Company, named } from './company';

const ada = { id: 'ada', name: 'Ada', color: '#aa3355' };
const bob = { id: 'bob', name: 'Bob', color: '#33aa55' };

test('whoever leads is followed, until one stops or they do', () => {
  const company = new Company('bob');

  company.receive({ t: 'leads', user: ada });
  expect(company.view.value().following).toBe('ada');

  company.stopFollowing();
  expect(company.view.value()).toMatchObject({ following: undefined, leader: ada });

  company.follow('ada');
  company.receive({ t: 'leads', user: undefined });
  expect(company.view.value()).toMatchObject({ following: undefined, leader: undefined });
});

test('the end of a lead leaves alone whom one follows by choice', () => {
  const company = new Company('bob');
  company.receive({ t: 'leads', user: ada });

  company.follow('eve');
  company.receive({ t: 'leads', user: undefined });

  expect(company.view.value().following).toBe('eve');
});

test('nobody follows themselves', () => {
  const company = new Company('ada');

  company.receive({ t: 'leads', user: ada });

  expect(company.view.value().following).toBeUndefined();
  expect(company.leads).toBe(true);
});

test('a peer has the name that the server knows, whatever it says', () => {
  const liar = { client: 7, user: ada, cursor: undefined, view: undefined };
  const people = [{ ...bob, role: 'viewer' as const, connections: 1, clients: [7] }];

  expect(named([liar], people)[0]?.user).toEqual(bob);
  expect(named([liar], [])[0]?.user).toEqual(ada);
});
