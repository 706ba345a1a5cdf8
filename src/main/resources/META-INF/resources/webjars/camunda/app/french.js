// What the webapps share: their language, and the way to Jalon's own login.
import { translateHints } from './hints.js';

// French, whatever the browser says; localStorage.setItem('jalon-language', 'en') gives English back.
const language = localStorage.getItem('jalon-language') === 'en' ? 'en' : 'fr';

export const locales = { availableLocales: [language], fallbackLocale: language };

// People log in on Jalon's own page: the webapp's form, shown after a logout or an expired session, lets nobody in.
setInterval(() => {
  if (/^#\/(login|logout)/.test(location.hash)) location.assign('/login?logout');
}, 300);

if (language === 'fr') translateHints();

// A webapp starts while its texts are still on their way, and what it shows before they arrive keeps their keys. It
// looks for them in the browser's store first: put there before the start, they are never late, nor a version behind.
try {
  const root = document.querySelector('base').getAttribute('app-root');
  const path = `${root}/app/${document.querySelector('base').getAttribute('app-name')}/locales/`;
  const answer = await fetch(`${path}${language}.json?bust=${window.bust}`);
  if (answer.ok) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') ?? '{}');
    kept[`${path}_locales_data_${language}_${window.bust}`] = await answer.text();
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
} catch (failure) {
  console.warn('The texts come later.', failure);  // the webapp loads them itself
}
