/**
 * Half of the time of a test would go into the styles of elements: jsdom works each out from all rules of a browser's own sheet,
 * and who looks for a role or a name asks for those of all elements above. No test has a sheet of its own, so what counts is how
 * such a sheet displays an element, and what stands in its attributes.
 */
export function plainComputedStyle(element: Element): CSSStyleDeclaration {
  const { style } = element as HTMLElement;
  const display =
    style.display || (element.matches(unseen) ? 'none' : inline.has(element.tagName) ? 'inline' : 'block');
  return new Proxy(style, {
    get(target, name) {
      if (name === 'display') return display;
      if (name === 'getPropertyValue')
        return (property: string) => (property === 'display' ? display : target.getPropertyValue(property));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

const unseen = '[hidden], head, script, style, template, title';
const inline = new Set(
  'a abbr b br code em i img kbd label q small span strong sub sup svg time u'
    .split(' ')
    .flatMap((tag) => [tag, tag.toUpperCase()]), // of drawings, in small letters
);

/** The same for labels: jsdom looks through the whole page for what a label is for, and for the labels of what has one. */
export function plainLabels() {
  Object.defineProperty(HTMLLabelElement.prototype, 'control', {
    get(this: HTMLLabelElement) {
      return this.htmlFor
        ? document.getElementById(this.htmlFor)
        : this.querySelector<HTMLElement>(labelable);
    },
  });
  for (const { prototype } of [HTMLInputElement, HTMLButtonElement, HTMLSelectElement, HTMLTextAreaElement]) {
    Object.defineProperty(prototype, 'labels', {
      get(this: HTMLElement) {
        const around = this.closest('label:not([for])');
        const named = [...document.getElementsByTagName('label')].filter(
          ({ htmlFor }) => htmlFor !== '' && htmlFor === this.id,
        );
        return around ? [around, ...named] : named;
      },
    });
  }
}

const labelable = 'button, input:not([type=hidden]), meter, output, progress, select, textarea';
