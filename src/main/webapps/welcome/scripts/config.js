import { locales } from '../../french.js';

export default {
  app: { name: 'Accueil', vendor: 'Jalon' },
  locales,
  links: [],
  disableWelcomeMessage: true
};
