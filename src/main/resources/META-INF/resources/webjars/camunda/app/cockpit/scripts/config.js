// French, whatever the browser says; localStorage.setItem('jalon-language', 'en') gives English back.
const english = localStorage.getItem('jalon-language') === 'en';

// People log in on Jalon's own page: the webapp's form, shown after a logout or an expired session, lets nobody in.
setInterval(() => {
  if (/^#\/(login|logout)/.test(location.hash)) location.assign('/login?logout');
}, 300);

export default {
  app: { name: 'Cockpit', vendor: 'Jalon' },
  locales: english
    ? { availableLocales: ['en'], fallbackLocale: 'en' }
    : { availableLocales: ['fr'], fallbackLocale: 'fr' },
  disableWelcomeMessage: true
};
