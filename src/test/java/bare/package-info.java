/** The engine's webapps with nothing of Jalon, for benchmarks to start beside it. */
package bare;
