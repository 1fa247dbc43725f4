/** What is left when the frame around every view fails: of nothing but the browser's own, since anything else may be the cause. */
export function Broken() {
  return (
    <main className="page-main page-plain" role="alert">
      <h1>Alert Simulation</h1>
      <p>The program has made a mistake and cannot go on. What runs on the server does.</p>
      <button type="button" onClick={() => window.location.reload()}>
        Reload the page
      </button>
    </main>
  );
}
