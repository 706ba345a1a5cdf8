package fr.jalon.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Scenarios whose processes do the work, one after the other: other classes are tested meanwhile. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fault")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the machine, that of the scenarios")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface Beside {

    /** One of them. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @interface Scenario {}
}
