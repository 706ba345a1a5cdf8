import { locales } from '../../french.js';

export default {
  app: { name: 'Cockpit', vendor: 'Jalon' },
  locales,
  disableWelcomeMessage: true
};
