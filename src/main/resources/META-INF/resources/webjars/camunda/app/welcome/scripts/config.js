// French, whatever the browser says; localStorage.setItem('jalon-language', 'en') gives English back.
const english = localStorage.getItem('jalon-language') === 'en';

export default {
  app: { name: 'Accueil', vendor: 'Jalon' },
  locales: english
    ? { availableLocales: ['en'], fallbackLocale: 'en' }
    : { availableLocales: ['fr'], fallbackLocale: 'fr' },
  disableWelcomeMessage: true
};
