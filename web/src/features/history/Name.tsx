import Badge from '@cloudscape-design/components/badge';
import Link from '@cloudscape-design/components/link';
import type { Listed } from '@/api/types';
import { useBaseline } from '@/components/baseline';
import { addresses, follow } from '@/components/routing';

interface Props {
  simulation: Listed;
  onTag: (tag: string) => void;
}

/** A simulation by its name, with its tags; each of them finds all that have it. */
export function Name({ simulation: { id, settings, tags }, onTag }: Props) {
  const isBaseline = useBaseline()?.id === id;
  return (
    <div className="history-name">
      <span className="history-title" dir="auto" title={settings.name}>
        <Link href={addresses.simulation(id)} onFollow={follow}>
          {settings.name}
        </Link>
      </span>
      {(isBaseline || tags.length > 0) && (
        <span className="history-tags">
          {isBaseline && <Badge color="blue">baseline</Badge>}
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className="history-tag"
              title={tag}
              aria-label={`Tag ${tag}: find all`}
              onClick={() => onTag(tag)}
            >
              <bdi>{tag}</bdi>
            </button>
          ))}
        </span>
      )}
    </div>
  );
}
