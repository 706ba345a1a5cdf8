// On a phone Tasklist shows one pane at a time: the list, or the task that the address names. So the browser's way back
// leads to the list; « Retour » takes it too. The styles hide what is not shown, and on a desk nothing.
const page = document.documentElement;
const phone = matchMedia('(max-width: 842px)');
const taskOf = address => new URLSearchParams(address.split('#')[1]?.split('?')[1]).get('task');

const back = document.createElement('button');
back.className = 'to-list btn btn-link';
back.textContent = page.lang === 'en' ? '‹ Back to the list' : '‹ Retour à la liste';
document.querySelector('.site-wrap').before(back);

let shown = null;
let cameFromList = false;
back.addEventListener('click', () => {
  if (cameFromList) history.back();
  else location.replace(location.href.replace(/([?&])task=[^&]*&?/, '$1'));
});

// Whoever reads by ear or goes by keyboard is led along: to the way back, and then to the card they came from, once
// Tasklist has drawn it anew.
let sought = null;
function leadToCard() {
  const card = sought && document.activeElement === document.body && document.querySelector(`.tasks-list .task a[href*="task=${sought}"]`);
  if (card) card.focus();
}
for (const happened of ['keydown', 'pointerdown']) addEventListener(happened, () => sought = null, true);

function show({ oldURL } = {}) {
  const task = taskOf(location.href);
  if (task === shown) return;
  cameFromList = Boolean(oldURL) && task !== null && (cameFromList || taskOf(oldURL) === null);
  sought = task ? null : shown;
  shown = task;
  page.classList.toggle('task-open', task !== null);
  if (!phone.matches || !oldURL) return;
  scrollTo(0, 0);
  if (task) back.focus({ preventScroll: true });
  else {
    document.activeElement?.blur();
    leadToCard();
  }
}
show();
addEventListener('hashchange', show);

// Tasklist takes the page to its head whenever it has drawn one of its views, however late: here the page is the form
// that somebody writes into.
window.angular.module('ng').decorator('$anchorScroll', () => () => {});

// A table folds into cards there: each value then says its column.
const nameCells = table => {
  const columns = [...table.querySelectorAll('th')].map(column => column.textContent.trim());
  table.querySelectorAll('tbody tr').forEach(row => [...row.children].forEach((cell, at) => {
    if (cell.colSpan === 1 && cell.dataset.column !== columns[at]) cell.dataset.column = columns[at] ?? '';
  }));
};
new MutationObserver(() => {
  document.querySelectorAll('.fjs-container table').forEach(nameCells);
  if (phone.matches) leadToCard();
})
  .observe(document.querySelector('.site-wrap'), { childList: true, subtree: true, characterData: true });
