// What the webapps share: their language, who is there, and the way to Jalon's own login.
import { translateHints } from './hints.js?bust=jalon';

// French, whatever the browser says; ?langue=en gives English, from then on.
const wanted = new URLSearchParams(location.search).get('langue');
if (wanted) localStorage.setItem('jalon-language', wanted);
const language = localStorage.getItem('jalon-language') === 'en' ? 'en' : 'fr';

document.documentElement.lang = language;

// A rehearsal moves Jalon's clock, and a computer's own may be wrong: the page was told what time it is.
const ahead = Date.parse(document.documentElement.dataset.now) - Date.now();
if (Math.abs(ahead) > 60000) {
  window.Date = new Proxy(Date, {
    construct: (date, given, type) => Reflect.construct(date, given.length ? given : [date.now() + ahead], type),
    get: (date, name) => name === 'now' ? () => date.now() + ahead : date[name]
  });
}

export const locales = { availableLocales: [language], fallbackLocale: language };

const base = document.querySelector('base');
const root = base.getAttribute('app-root');
const engine = location.pathname.match(/\/app\/[^/]+\/([^/]+)/)?.[1] ?? 'default';
// How the engine's product begins the names that it shares with its webapps; no other file of theirs writes it.
const PRODUCT = 'camunda';
const STORE = `${PRODUCT}-web`;
export const DRAFT = `${PRODUCT}-form:`;
const whoIsHere = async () => (await (await fetch(`${root}/api/admin/auth/user/${engine}`)).json()).userId;

// What a person may not do is not offered: the styles look for these groups. The server refuses it in any case. Whoever
// comes back to a page on which somebody else has logged in since sees their own, and nobody finds another's drafts. The
// page itself says who it was sent to.
const page = document.documentElement;
const { person } = page.dataset;
if (person && localStorage.getItem('jalon-person') !== person) {
  Object.keys(localStorage).filter(key => key.startsWith(DRAFT)).forEach(key => localStorage.removeItem(key));
  localStorage.setItem('jalon-person', person);
}
const isStillHere = async () => {
  if (person && !document.hidden && (await whoIsHere().catch(() => person)) !== person) location.reload();
};
// The way to Jalon's own pages, first in the menu of every webapp, for whoever may see them.
const STAFF = ['facilitators', 'coaches', 'administrators'];
const PAGES = [
  { isFor: groups => groups.some(group => group.startsWith('team-')), href: '/equipes', label: language === 'en' ? 'Team page' : 'Page de l’équipe' },
  { isFor: groups => groups.some(group => STAFF.includes(group)), href: '/cohortes', label: language === 'en' ? 'Cohorts' : 'Cohortes' },
  { isFor: groups => groups.includes('facilitators'), href: '/invitations', label: 'Invitations' },
  { isFor: groups => groups.includes('administrators'), href: '/mail', label: language === 'en' ? 'Mail' : 'Courriels' },
  { isFor: groups => groups.includes('administrators'), href: '/personnes', label: language === 'en' ? 'People' : 'Personnes' }
];
// Gates are held one by one: from each, facilitators go on to the next team, whether it is held now or put off.
const NEXT = { isFor: groups => groups.includes('facilitators') && base.getAttribute('app-name') === 'tasklist', href: '/jalons/suivant', label: language === 'en' ? 'Next team' : 'Équipe suivante' };
let task = '';
const watchTask = () => {
  task = new URLSearchParams(location.hash.split('?')[1]).get('task') || task;
};
const offerPages = groups => {
  const menu = document.querySelector('nav.app-menu > ul');
  if (!menu) return setTimeout(offerPages, 200, groups);
  menu.prepend(...[NEXT, ...PAGES].filter(page => page.isFor(groups)).map(page => {
    const link = Object.assign(document.createElement('a'), { href: page.href, textContent: page.label });
    if (page === NEXT) link.addEventListener('click', () => link.href = `${page.href}?apres=${encodeURIComponent(task)}`);
    const item = Object.assign(document.createElement('li'), { className: 'jalon-page' });
    item.append(link);
    return item;
  }));
};
document.addEventListener('visibilitychange', isStillHere);
addEventListener('focus', isStillHere);
offerPages([...page.classList].filter(name => name.startsWith('in-')).map(name => name.slice(3)));

// People log in on Jalon's own page: the webapp's form, shown after a logout or an expired session, lets nobody in. A
// session that expired leads back to where it was.
let place = location.hash;
const leave = () => {
  if (location.hash.startsWith('#/logout')) place = '';
  if (/^#\/(login|logout)/.test(location.hash)) location.assign(`/login?logout${place}`);
  else place = location.hash;
  watchTask();
};
addEventListener('hashchange', leave);
setInterval(leave, 300);

if (language === 'fr') translateHints();

// A webapp starts while its texts are still on their way, and what it shows before they arrive keeps their keys. It
// looks for them in the browser's store first: put there before the start, they are never late, nor a version behind.
try {
  const path = `${root}/app/${base.getAttribute('app-name')}/locales/`;
  const answer = await fetch(`${path}${language}.json?bust=${window.bust}`);
  if (answer.ok) {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    kept[`${path}_locales_data_${language}_${window.bust}`] = await answer.text();
    localStorage.setItem(STORE, JSON.stringify(kept));
  }
} catch (failure) {
  console.warn('The texts come later.', failure);  // the webapp loads them itself
}
