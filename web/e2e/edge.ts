import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

const pages = resolve(import.meta.dirname, '../dist');
/** The template as it is synthesized for AWS: `make test-infra` holds this file to it. */
const template = resolve(import.meta.dirname, '../../infra/testdata/template.golden.json');

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

type Headers = Record<string, string>;
type Viewed = (event: { request: { uri: string } }) => { uri: string };

interface Resource {
  Type: string;
  Properties: { ResponseHeadersPolicyConfig?: Policy; FunctionCode?: string };
}

interface Policy {
  SecurityHeadersConfig: {
    ContentSecurityPolicy: { ContentSecurityPolicy: string };
    FrameOptions: { FrameOption: string };
    ReferrerPolicy: { ReferrerPolicy: string };
    StrictTransportSecurity: { AccessControlMaxAgeSec: number };
  };
  CustomHeadersConfig?: { Items: { Header: string; Value: string }[] };
}

function headersOf({ SecurityHeadersConfig: s, CustomHeadersConfig: custom }: Policy): Headers {
  return {
    'content-security-policy': s.ContentSecurityPolicy.ContentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': s.FrameOptions.FrameOption,
    'referrer-policy': s.ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${s.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
    ...Object.fromEntries(custom?.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value]) ?? []),
  };
}

/** What the template's distribution does, on this machine: pages and API under one name, with the headers it adds. */
export async function startEdge(api: string): Promise<Server> {
  const { Resources } = JSON.parse(await readFile(template, 'utf8')) as {
    Resources: Record<string, Resource>;
  };
  const find = (name: string) => {
    const found = Object.entries(Resources).filter(([id]) => id.startsWith(`Site${name}`));
    if (!found[0] || found.length > 1)
      throw new Error(`${template} has ${found.length} resources Site${name}`);
    return found[0][1].Properties;
  };
  const policy = (name: string) => {
    const config = find(name).ResponseHeadersPolicyConfig;
    if (!config) throw new Error(`${template}: ${name} has no headers`);
    return headersOf(config);
  };
  const onPages = policy('PageHeaders');
  const onAPI = policy('APIHeaders');
  const rewrite = runInNewContext(`${find('Fallback').FunctionCode}; handler`) as Viewed;

  const server = createServer((asked, answer) => {
    const address = asked.url ?? '/';
    if (address.startsWith('/api/') && !address.startsWith('/api/docs'))
      passOn(asked, answer, api + address.slice('/api'.length), onAPI);
    else void page(answer, rewrite({ request: { uri: address.replace(/\?.*/, '') } }).uri, onPages);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function page(answer: ServerResponse, uri: string, headers: Headers): Promise<void> {
  const body = await readFile(join(pages, join('/', decodeURIComponent(uri)))).catch(() => undefined);
  // The bucket's refusal of what is not there: it may not be listed.
  if (!body) answer.writeHead(403, headers).end();
  else
    answer
      .writeHead(200, {
        'content-type': types[extname(uri)] ?? 'application/octet-stream',
        // CloudFront compresses as browsers ask for, and all of them do; fonts are compressed already.
        ...(extname(uri) !== '.woff2' && { 'content-encoding': 'gzip' }),
        ...headers,
      })
      .end(extname(uri) === '.woff2' ? body : gzipSync(body));
}

/** Passes a call on with every header but Host, and its answer back. */
function passOn(asked: IncomingMessage, answer: ServerResponse, url: string, headers: Headers): void {
  const sent = { ...asked.headers };
  delete sent.host;
  const onward = request(url, { method: asked.method, headers: sent }, (got) => {
    answer.writeHead(got.statusCode ?? 502, { ...got.headers, ...headers });
    got.pipe(answer);
  });
  onward.on('error', () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502, headers).end();
  });
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}
