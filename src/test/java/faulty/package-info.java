/**
 * What no rule of the architecture lets pass, laid out as Jalon is: {@link fr.jalon.ArchitectureTest} sees it refused.
 */
package faulty;
