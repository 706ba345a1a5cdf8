/** What every HTTP answer has in common: who may ask, problem details, the login page. Knows no slice. */
@NullMarked
package fr.jalon.web;

import org.jspecify.annotations.NullMarked;
