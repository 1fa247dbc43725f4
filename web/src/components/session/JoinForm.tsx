import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '@/api/problem';
import { useJoinSession } from '@/api/session';
import { formatClock } from '@/components/format';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCountdown } from '@/components/useCountdown';

interface Props {
  onNoneInPlay: () => void;
  onJoined?: () => void;
}

/** Joins the session in play with the management key; the cursor goes to it at once. */
export function JoinForm({ onNoneInPlay, onJoined }: Props) {
  const [key, setKey] = useState('');
  const [missing, setMissing] = useState(false);
  const [wait, blockFor] = useCountdown();
  const input = useRef<InputProps.Ref>(null);
  const join = useJoinSession();
  const blocked = wait > 0;
  const tryAgain = blocked ? `You can try again in ${formatClock(wait)}.` : undefined;
  const problem = join.error ? asProblem(join.error) : undefined;

  const wrong = problem && (problem.status !== 429 || blocked) ? expected[problem.status] : undefined;

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
      onSuccess: onJoined,
      onError: (error) => {
        const { status, retryAfter } = asProblem(error);
        if (status === 429) blockFor(retryAfter ?? 60);
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
        <SpaceBetween size="l">
          <FormField
            label="Management key"
            description="Whoever runs this server has set it."
            errorText={missing ? 'Enter the management key.' : wrong}
            constraintText={tryAgain}
          >
            <Input
              ref={input}
              type="password"
              autoComplete="off"
              value={key}
              readOnly={join.isPending}
              onChange={({ detail }) => {
                setKey(detail.value);
                setMissing(false);
              }}
            />
          </FormField>
          {problem && !(problem.status in expected) && (
            <ProblemAlert header="You have not joined the session" error={problem} />
          )}
          <Button
            variant="primary"
            formAction="submit"
            loading={join.isPending}
            loadingText="Joining the session"
            disabled={blocked}
            disabledReason={tryAgain}
          >
            {join.isPending ? 'Joining…' : 'Join'}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}

/** What is wrong with the key, by the status of the answer; 404 is told elsewhere. */
const expected: Record<number, string | undefined> = {
  403: 'This is not the management key. Check it and try again.',
  404: undefined,
  429: 'Too many wrong keys have been tried.',
};
