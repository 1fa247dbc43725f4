import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { asProblem, Problem } from '@/api/problem';
import { comesFromSignIn, finishSignIn, signIn, useMustSignIn } from '@/api/signIn';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { PageHeader } from './PageHeader';

const notFinished = new Problem(0, 'The sign-in was not finished. Try it again.');

/** Lets nobody past who has to sign in first. Where the API asks for no identity it is not noticed. */
export function SignInGate({ children }: { children: ReactNode }) {
  const [returned] = useState(comesFromSignIn);
  const client = useQueryClient();
  const answer = useQuery({
    queryKey: ['signIn'],
    queryFn: async () => {
      await finishSignIn();
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'signIn' });
      return true;
    },
    enabled: returned,
    retry: false,
    staleTime: Infinity,
  });
  const must = useMustSignIn();
  if (returned && answer.isPending) {
    return (
      <main className="page-main">
        <Loading what="Signing in" />
      </main>
    );
  }
  return must || answer.isError ? <SignInView failed={answer.isError} /> : children;
}

function SignInView({ failed }: { failed: boolean }) {
  useDocumentTitle('Sign in');
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const leave = () => {
    setLeaving(true);
    setProblem(null);
    signIn().catch((error: unknown) => {
      setLeaving(false);
      setProblem(asProblem(error));
    });
  };
  return (
    <>
      <PageHeader />
      <main className="page-main">
        <div className="page-narrow">
          <SpaceBetween size="l">
            <ProblemAlert header="You are not signed in" error={problem ?? (failed ? notFinished : null)} />
            <Container header={<Header variant="h1">Alert Simulation</Header>}>
              <SpaceBetween size="l">
                <Box variant="p">
                  Only people with an account may use this installation. What runs goes on while you sign in.
                </Box>
                <Button
                  variant="primary"
                  loading={leaving}
                  loadingText="Going to the sign-in page"
                  onClick={leave}
                >
                  Sign in
                </Button>
              </SpaceBetween>
            </Container>
          </SpaceBetween>
        </div>
      </main>
    </>
  );
}
