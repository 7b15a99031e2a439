import '@cloudscape-design/global-styles/index.css';
import './shell/page.css';
import { takeRunToken } from './shell/run-token';
import { beginVisit } from './shell/visit';

// This file is small, so that the questions of the first screen are on their way while the rest of the page still loads.
const runToken = takeRunToken();
const begin = (): ReturnType<typeof beginVisit> => beginVisit(runToken);
const first = begin();
// Its failure is shown once there is a page to show it.
first.catch(() => undefined);
void import('./main').then(({ showPage }) => showPage(first, begin));
