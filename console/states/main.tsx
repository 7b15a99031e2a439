import '@cloudscape-design/global-styles/index.css';
import '../shell/page.css';
import { createRoot, type Root } from 'react-dom/client';
import { loadSuffixes } from '../origin/suffixes';
import { App } from '../shell/app';
import { Line } from '../shell/line';
import { Navigation } from '../shell/navigation';
import { Notices } from '../shell/notices';
import { FIXED_CLIENT } from './fixed-client';
import { NOW } from './fixed-data';
import { sessionOf, STATES, type State } from './states';

/** A list of all states; each opens with a page of its own, because some leave something behind. */
function showList(root: Root): void {
  root.render(
    <main className="page">
      <h1>States of the console</h1>
      <ul>
        {Object.entries(STATES).map(([name, { fragment }]) => (
          <li key={name}>
            <a href={`?state=${encodeURIComponent(name)}${fragment}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>,
  );
}

function showState(root: Root, state: State): void {
  const tools = {
    client: { ...FIXED_CLIENT, ...state.client },
    session: sessionOf(state),
    navigation: new Navigation(),
    notices: new Notices(),
    now: () => NOW,
  };
  root.render(<App tools={tools} line={new Line()} />);
  void loadSuffixes();
}

const page = document.getElementById('page');
if (page !== null) {
  const root = createRoot(page);
  const name = new URLSearchParams(location.search).get('state') ?? '';
  const state = Object.hasOwn(STATES, name) ? STATES[name] : undefined;
  if (state === undefined) showList(root);
  else showState(root, state);
}
