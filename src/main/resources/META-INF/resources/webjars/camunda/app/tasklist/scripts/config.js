// French, whatever the browser says; localStorage.setItem('jalon-language', 'en') gives English back.
const english = localStorage.getItem('jalon-language') === 'en';

// People log in on Jalon's own page: the webapp's form, shown after a logout or an expired session, lets nobody in.
setInterval(() => {
  if (/^#\/(login|logout)/.test(location.hash)) location.assign('/login?logout');
}, 300);

// The list begins with what is due first, until someone chooses another order: the address carries it.
const sortByDueDate = () => {
  if (!/^(#\/?(\?.*)?)?$/.test(location.hash) || location.hash.includes('sorting=')) return;
  const sorting = encodeURIComponent(JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]));
  history.replaceState(null, '', `#/?${location.hash.replace(/^#?\/?\??/, '')}&sorting=${sorting}`.replace('?&', '?'));
};
sortByDueDate();
for (const change of ['popstate', 'hashchange']) addEventListener(change, sortByDueDate);

// Tasklist keeps errors until someone closes them, one upon the other: each goes once it can have been read.
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
  if (!node.matches?.('.page-notifications .alert')) return;
  setTimeout(() => node.querySelector('.close:not(.ng-hide)')?.click(), 12000);
}))).observe(document.documentElement, { childList: true, subtree: true });

export default {
  app: { name: 'Tâches', vendor: 'Jalon' },
  locales: english
    ? { availableLocales: ['en'], fallbackLocale: 'en' }
    : { availableLocales: ['fr'], fallbackLocale: 'fr' },
  customScripts: ['scripts/french-forms', 'scripts/csv-drop'],
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'Prendre en charge la tâche affichée' },
    focusFilter: { key: 'ctrl+shift+f', description: 'Aller au premier filtre' },
    focusList: { key: 'ctrl+alt+l', description: 'Aller à la première tâche de la liste' },
    focusForm: { key: 'ctrl+alt+f', description: 'Aller au premier champ du formulaire' },
    startProcess: { key: 'ctrl+alt+p', description: 'Démarrer un processus' }
  }
};
