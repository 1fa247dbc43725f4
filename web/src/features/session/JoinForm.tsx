import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '@/api/problem';
import { useJoinSession } from '@/api/session';
import { formatClock } from '@/components/format';
import { useNow } from '@/components/useNow';

interface Props {
  onNoneInPlay: () => void;
}

/** Joins the session in play with the management key; the cursor goes to it at once. */
export function JoinForm({ onNoneInPlay }: Props) {
  const [key, setKey] = useState('');
  const [missing, setMissing] = useState(false);
  const [blockedUntil, setBlockedUntil] = useState(0);
  const input = useRef<InputProps.Ref>(null);
  const join = useJoinSession();
  const wait = Math.ceil((blockedUntil - useNow(blockedUntil > 0)) / 1000);
  const problem = join.error ? asProblem(join.error) : undefined;

  useEffect(() => {
    input.current?.focus();
  }, []);

  const submit = () => {
    setMissing(key === '');
    if (key === '') {
      input.current?.focus();
      return;
    }
    join.mutate(key, {
      onError: (error) => {
        const { status, retryAfter } = asProblem(error);
        if (status === 429) setBlockedUntil(Date.now() + (retryAfter ?? 60) * 1000);
        if (status === 404) onNoneInPlay();
        input.current?.focus();
      },
    });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Container header={<Header variant="h2">Join the session in play</Header>}>
        <Form
          actions={
            <Button
              variant="primary"
              formAction="submit"
              loading={join.isPending}
              loadingText="Joining the session"
              disabled={wait > 0}
              disabledReason={wait > 0 ? `You can try again in ${formatClock(wait)}.` : undefined}
            >
              {join.isPending ? 'Joining…' : 'Join'}
            </Button>
          }
        >
          <FormField
            label="Management key"
            description="Whoever runs this server has set it."
            errorText={missing ? 'Enter the management key.' : wrongKey(problem?.status)}
          >
            <Input
              ref={input}
              type="password"
              autoComplete="off"
              value={key}
              disabled={join.isPending}
              onChange={({ detail }) => {
                setKey(detail.value);
                setMissing(false);
              }}
            />
          </FormField>
          <div role="alert">
            {problem?.status === 429 && (
              <Alert type="warning" header="Too many wrong keys">
                {wait > 0 ? `You can try again in ${formatClock(wait)}.` : 'You can try again now.'}
              </Alert>
            )}
            {problem && ![403, 404, 429].includes(problem.status) && (
              <Alert type="error" header="You have not joined the session">
                {problem.message}
              </Alert>
            )}
          </div>
        </Form>
      </Container>
    </form>
  );
}

function wrongKey(status: number | undefined): string | undefined {
  return status === 403 ? 'This is not the management key. Check it and try again.' : undefined;
}
