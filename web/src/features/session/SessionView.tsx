import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { useOpenSession } from '@/api/session';
import { ProblemAlert } from '@/components/ProblemAlert';
import { JoinForm } from '@/components/session/JoinForm';
import { SessionInPlayCard } from '@/components/session/SessionInPlayCard';
import { useDocumentTitle } from '@/components/useDocumentTitle';

interface Props {
  /** Whether a page was asked for that is for members. */
  wanted: boolean;
}

/** The way into a session: open one, or join the one in play. */
export default function SessionView({ wanted }: Props) {
  useDocumentTitle('Session');
  const open = useOpenSession();
  const [joining, setJoining] = useState(false);
  const [gone, setGone] = useState(false);
  const problem = open.error ? asProblem(open.error) : undefined;
  const inPlay = problem?.status === 409 ? problem.session : undefined;
  const failed = problem && problem.status !== 409 ? problem : null;

  const openButton = (variant: 'primary' | 'normal', text: string) => (
    <Button
      variant={variant}
      loading={open.isPending}
      loadingText="Opening the session"
      onClick={() => {
        setJoining(false);
        setGone(false);
        open.mutate();
      }}
    >
      {open.isPending ? 'Opening…' : text}
    </Button>
  );

  const noneInPlay = () => {
    open.reset();
    setJoining(false);
    setGone(true);
  };

  if (problem?.status === 409) {
    return (
      <div className="page-narrow">
        <SpaceBetween size="l">
          <SessionInPlayCard session={inPlay} action={openButton('normal', 'Look again')} />
          <JoinForm onNoneInPlay={noneInPlay} />
        </SpaceBetween>
      </div>
    );
  }
  return (
    <div className="page-narrow">
      <div role="status" className="page-notice">
        {gone && (
          <Alert type="info" header="No session is in play">
            There is none to join (any more). You can open one.
          </Alert>
        )}
      </div>
      <SpaceBetween size="l">
        <ProblemAlert header="No session was opened" error={failed} />
        <Container
          header={
            <Header
              variant="h1"
              description={
                wanted
                  ? 'This page is for the members of a session. A forecast needs none.'
                  : 'Its members run simulations and studies, and see the same. A forecast needs none.'
              }
            >
              Session
            </Header>
          }
        >
          <SpaceBetween size="l">
            <Box variant="p">
              One session is in play at a time; it ends when it is reset, or after a quarter of an hour
              without use. It opens by itself when a simulation is submitted.
            </Box>
            <SpaceBetween direction="horizontal" size="xs">
              {openButton('primary', 'Open session')}
              {!joining && (
                <Button variant="link" onClick={() => setJoining(true)}>
                  Join the session in play
                </Button>
              )}
            </SpaceBetween>
          </SpaceBetween>
        </Container>
        {joining && <JoinForm onNoneInPlay={noneInPlay} />}
      </SpaceBetween>
    </div>
  );
}
