/** What every HTTP answer has in common: who may ask, problem details, the login page. Knows no slice. */
package fr.jalon.web;
