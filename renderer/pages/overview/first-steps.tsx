import { useChange } from '../../api/index.ts';
import { Button, ErrorNote, Icon, Link } from '../../controls/index.ts';
import { navigate, useAddress, withTime } from '../../session/index.ts';

/** What to do next, where nothing has been predicted yet. */
export function FirstSteps() {
  const address = useAddress();
  const start = useChange('startLoadRun', ['loadRuns']);
  const sendRamp = () =>
    start.mutate({ plan: 'ramp-short' }, { onSuccess: () => navigate(withTime('/load', address)) });
  return (
    <section className="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">The model is waiting for its first request</h2>
      <p className="muted">
        Nothing has been predicted yet, so there is nothing to measure. Send it something, and the figures on this page
        begin to move within seconds.
      </p>
      <div className="actions">
        <Button look="primary" size="lg" icon="play" busy={start.isPending} onClick={sendRamp}>
          Send the short ramp
        </Button>
        <Link href="/scenarios" className="button plain lg">
          <Icon name="flag" />
          Follow a scenario
        </Link>
        <Link href="/try" className="button plain lg">
          <Icon name="picture" />
          Try a picture
        </Link>
      </div>
      {start.error && <ErrorNote title="The run could not start" message={start.error.message} />}
    </section>
  );
}
