import { locales } from '../../french.js?bust=jalon';

export default {
  app: { name: 'Accueil', vendor: 'Jalon' },
  locales,
  links: [],
  disableWelcomeMessage: true
};
