// The one file that node:test is given: it loads those with tests, and waits for them. See unit_tests.cjs.
import unitTests from './unit_tests.cjs';

await unitTests.loadTests();
