import 'swagger-ui-dist/swagger-ui.css';
import './reference.css';
import SwaggerUIBundle, { type Plugin, type System } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { identity, identityHeader } from '@/api/signIn';
import { currentToken } from '@/api/token';

/** The API's reference: its OpenAPI document, to read and to try with the session of this browser. */
function show(root: Element, note: Element): void {
  const reference = SwaggerUIBundle({
    domNode: root,
    url: '/api/openapi.json',
    deepLinking: false, // its links stand within buttons
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    syntaxHighlight: false, // in colours that cannot be read
    plugins: [headings],
    validatorUrl: null, // which would ask a server elsewhere
    requestInterceptor: async (request) => {
      const who = await identity();
      if (who !== null) request.headers[identityHeader] = who;
      return request;
    },
    onComplete: () => {
      const token = currentToken();
      if (token !== null) reference.preauthorizeApiKey('session', token);
      note.textContent = token === null ? withoutSession : withSession;
    },
  });
}

/** Lets people who cannot see the page go through it: a heading for the calls, and a part with a name for the rest. */
function headings({ React: { createElement } }: System): Plugin {
  return {
    wrapComponents: {
      InfoContainer: (Original) => (props) =>
        createElement('section', { 'aria-label': 'The API' }, createElement(Original, props)),
      operations: (Original) => (props) => [
        createElement('h2', { key: 'heading', className: 'reference-heading' }, 'Calls'),
        createElement(Original, { ...props, key: 'calls' }),
      ],
    },
  };
}

const withSession = 'Calls are made with the session of this browser: what you try here changes what runs.';
const withoutSession =
  'This browser is in no session. POST /api/session opens one; give its token to “Authorize” for the other calls.';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** As the console: what the system prefers, unless the user wanted the other mode there. */
function applyMode(): void {
  const chosen = localStorage.getItem('alertsim.theme');
  const isDark = chosen === null ? dark.matches : chosen === 'dark';
  document.documentElement.classList.toggle('dark-mode', isDark);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
}

applyMode();
dark.addEventListener('change', applyMode);
const root = document.getElementById('reference');
const note = document.querySelector('.reference-note');
if (root && note) show(root, note);
