import { locales } from '../../french.js?bust=jalon';

// The list begins with what is due first, and what is due together keeps its order: the address carries it.
const ORDER = ['dueDate', 'name', 'id'].map(sortBy => ({ sortBy, sortOrder: 'asc' }));
const sortByDueDate = () => {
  if (!/^(#\/?(\?.*)?)?$/.test(location.hash) || location.hash.includes('sorting=')) return;
  const sorting = encodeURIComponent(JSON.stringify(ORDER));
  history.replaceState(null, '', `#/?${location.hash.replace(/^#?\/?\??/, '')}&sorting=${sorting}`.replace('?&', '?'));
};
sortByDueDate();
for (const change of ['popstate', 'hashchange']) addEventListener(change, sortByDueDate);

// Tasklist keeps errors until someone closes them, one upon the other: each goes once it can have been read, or is no
// longer the latest.
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
  if (!node.matches?.('.alert')) return;
  for (const earlier of node.parentElement?.querySelectorAll('.alert') ?? []) {
    if (earlier !== node) earlier.querySelector('.close:not(.ng-hide)')?.click();
  }
  setTimeout(() => {
    const status = node.querySelector('.status');
    if (/n’a pas été envoyé$/.test(status?.textContent) && !node.querySelector('.message')?.textContent.trim()) {
      status.append(' : voyez les champs signalés en rouge.');
    }
  }, 100);
  if (node.matches('.page-notifications .alert')) setTimeout(() => node.querySelector('.close:not(.ng-hide)')?.click(), 12000);
}))).observe(document.documentElement, { childList: true, subtree: true });

// What was said of one task is not said of the next.
let shownTask = null;
addEventListener('hashchange', () => {
  const task = location.hash.match(/[?&]task=([^&]+)/)?.[1];
  if (task !== shownTask) document.querySelectorAll('.page-notifications .alert .close:not(.ng-hide)').forEach(close => close.click());
  shownTask = task;
});

// The process sets a task's date and its groups: they are read here, not changed.
const READ_ONLY = '.task-card .meta .due-date, .task-card .meta .groups';
for (const event of ['click', 'keydown']) {
  addEventListener(event, happened => {
    if (!happened.target.closest?.(READ_ONLY) || happened.key === 'Tab') return;
    happened.stopImmediatePropagation();
    happened.preventDefault();
  }, true);
}

export default {
  app: { name: 'Tâches', vendor: 'Jalon' },
  locales,
  customScripts: ['scripts/french-forms', 'scripts/typing', 'scripts/csv-drop', 'scripts/panes', 'scripts/lists', 'scripts/answers'],
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'Prendre en charge la tâche affichée' },
    focusFilter: { key: 'ctrl+shift+f', description: 'Aller au premier filtre' },
    focusList: { key: 'ctrl+alt+l', description: 'Aller à la première tâche de la liste' },
    focusForm: { key: 'ctrl+alt+f', description: 'Aller au premier champ du formulaire' }
  }
};
