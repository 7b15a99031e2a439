import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePortPair } from '../../cli/serve/port-pair';

/** The lowest port that Linux gives to outgoing connections by default. */
const EPHEMERAL = 32_768;

test('both ports of a pair are free, no outgoing connection takes them, and pairs do not overlap', async () => {
  for (let round = 0; round < 50; round++) {
    const port = await freePortPair();
    expect(port % 2).toBe(0);
    expect(port + 1).toBeLessThan(EPHEMERAL);
    for (const each of [port, port + 1]) {
      const server = createServer().listen(each, '127.0.0.1');
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
    }
  }
});

test('a pair of which a port is taken is not given', async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.25);
  const taken = createServer().listen(26_001, '127.0.0.1');
  await once(taken, 'listening');
  expect(await freePortPair()).toBe(23_000);
  random.mockRestore();
  taken.close();
});
