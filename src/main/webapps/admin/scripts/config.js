import { locales } from '../../french.js?bust=jalon';

export default {
  app: { name: 'Admin', vendor: 'Jalon' },
  locales,
  disableWelcomeMessage: true
};
