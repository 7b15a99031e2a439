import { ApiProblem } from '../../console/api/problem';
import { removeEntries, restoreEntries } from '../../console/unused/remove-entries';
import { everyEntry, type ListedEntry } from '../../console/unused/unused-entries';

const NOW = Date.UTC(2030, 5, 1);
const DAY = 86_400_000;
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();

function entry(id: string, createdAt = ago(200), version = 1): ListedEntry {
  return {
    id,
    pattern: `https://${id}.example`,
    effectiveStatus: 'active',
    version,
    createdAt,
    updatedAt: createdAt,
  };
}

test('the whole list is read, page by page', async () => {
  const pages: Record<string, object> = {
    '': { entries: [entry('a')], cursor: 'next' },
    next: { entries: [entry('b')] },
  };
  const read = await everyEntry({
    export: (_format, cursor = '') =>
      Promise.resolve({ text: JSON.stringify(pages[cursor]), next: undefined }),
  });
  expect(read.map(({ id }) => id)).toEqual(['a', 'b']);
});

describe('a removal', () => {
  function client(fail: Record<string, Error> = {}): {
    removed: [string, string][];
    remove: Parameters<typeof removeEntries>[0]['remove'];
  } {
    const removed: [string, string][] = [];
    return {
      removed,
      remove: (id, etag) => {
        const error = fail[id];
        if (error !== undefined) return Promise.reject(error);
        removed.push([id, etag]);
        return Promise.resolve({ value: {} as never, etag: `after-${id}` });
      },
    };
  }

  test('deletes each entry in the version that was seen', async () => {
    const { removed, remove } = client();
    const progress: number[] = [];
    const result = await removeEntries({ remove }, [entry('a'), entry('b', ago(1), 7)], (n) =>
      progress.push(n),
    );
    expect(removed).toEqual([
      ['a', '"1"'],
      ['b', '"7"'],
    ]);
    expect(result).toEqual({
      removed: [
        { id: 'a', etag: 'after-a' },
        { id: 'b', etag: 'after-b' },
      ],
      changed: [],
    });
    expect(progress).toEqual([1, 2]);
  });

  test.each([404, 409, 412])('leaves alone what somebody changed, and goes on (%i)', async (status) => {
    const { removed, remove } = client({ a: new ApiProblem(status, 'x', 'x') });
    const result = await removeEntries({ remove }, [entry('a'), entry('b')], () => undefined);
    expect(removed.map(([id]) => id)).toEqual(['b']);
    expect(result.changed).toEqual(['https://a.example']);
  });

  test('ends at any other failure, and says what was done by then', async () => {
    const error = new ApiProblem(403, 'not_permitted', 'no');
    const { removed, remove } = client({ b: error });
    const result = await removeEntries({ remove }, [entry('a'), entry('b'), entry('c')], () => undefined);
    expect(removed.map(([id]) => id)).toEqual(['a']);
    expect(result).toMatchObject({ error, removed: [{ id: 'a' }] });
  });

  test('is undone with the versions that it made, and leaves alone what somebody restored', async () => {
    const asked: [string, string][] = [];
    const restored = await restoreEntries(
      {
        restore: (id, etag) => {
          asked.push([id, etag]);
          return id === 'a'
            ? Promise.reject(new ApiProblem(409, 'entry_not_deleted', 'x'))
            : Promise.resolve({ value: {} as never, etag: '"9"' });
        },
      },
      [
        { id: 'a', etag: '"2"' },
        { id: 'b', etag: '"3"' },
      ],
    );
    expect([restored, asked]).toEqual([
      1,
      [
        ['a', '"2"'],
        ['b', '"3"'],
      ],
    ]);
  });
});
