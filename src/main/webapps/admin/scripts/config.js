import { locales } from '../../french.js';

export default {
  app: { name: 'Admin', vendor: 'Jalon' },
  locales,
  disableWelcomeMessage: true
};
