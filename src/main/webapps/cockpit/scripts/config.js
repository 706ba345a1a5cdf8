import { locales } from '../../french.js?bust=jalon';

export default {
  app: { name: 'Cockpit', vendor: 'Jalon' },
  locales,
  customScripts: ['scripts/teams'],
  disableWelcomeMessage: true
};
