// TypeDoc puts the links of the navigation into the buttons that open its branches. What is inside a button is not read
// out, and a link in one is reached twice by the keyboard: so each link is put in front of its button.
(() => {
  const navigation = document.getElementById('tsd-nav-container');
  if (navigation === null) return;
  const untangle = () => {
    for (const link of navigation.querySelectorAll('summary > a')) {
      const summary = link.parentElement;
      const branch = summary.parentElement;
      summary.setAttribute('aria-label', `Pages below ${link.textContent}`);
      branch.before(link);
      branch.parentElement.classList.add('branch');
      if (link.classList.contains('current')) branch.open = true;
    }
  };
  new MutationObserver(untangle).observe(navigation, { childList: true, subtree: true });
  untangle();
})();
