// Moves the bar of a running import; the page without it is refreshed by hand or by itself.
(() => {
  const card = document.getElementById("import-progress");
  if (!card) return;
  const bar = card.querySelector("progress");
  const done = card.querySelector("[data-done]");
  const look = async () => {
    try {
      const answer = await fetch(card.dataset.source, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        if (told.state !== card.dataset.state) {
          location.reload();
          return;
        }
        bar.max = told.of || 1;
        bar.value = told.done;
        done.textContent = told.done;
      }
    } catch {
      // the service is away for a moment: look again
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
