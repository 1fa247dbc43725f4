/** As much of Swagger UI as the reference uses. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  import type { ComponentType, createElement, ReactNode } from 'react';

  type Props = Record<string, unknown>;
  type Component = ComponentType<Props>;

  /** The parts that plugins are made of; with the library's own React. */
  export interface System {
    React: { createElement: typeof createElement };
  }

  export interface Plugin {
    wrapComponents: Record<string, (original: Component) => (props: Props) => ReactNode>;
  }

  interface Request {
    url: string;
    headers: Record<string, string>;
  }

  interface SwaggerUI {
    preauthorizeApiKey: (scheme: string, key: string) => void;
  }

  interface Options {
    domNode: Element;
    url: string;
    deepLinking: boolean;
    docExpansion: 'list' | 'full' | 'none';
    defaultModelsExpandDepth: number;
    tryItOutEnabled: boolean;
    syntaxHighlight: false;
    plugins: ((system: System) => Plugin)[];
    validatorUrl: null;
    requestInterceptor: (request: Request) => Request | Promise<Request>;
    onComplete: () => void;
  }

  export default function SwaggerUIBundle(options: Options): SwaggerUI;
}
