import { locales } from '../../french.js';

export default {
  app: { name: 'Accueil', vendor: 'Jalon' },
  locales,
  disableWelcomeMessage: true
};
