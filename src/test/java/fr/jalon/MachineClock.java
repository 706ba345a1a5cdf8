package fr.jalon;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatcher;
import org.joda.time.DateTimeUtils;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The clock of the machine, as everything in this process reads it: instants, dates, and the engine, whose own clock
 * tests may set and reset on top. Set to another time, it runs on from there; timeouts and pauses are left alone.
 * {@code -Djalon.test.now=2028-02-29T01:15:00+01:00} sets it for a whole run.
 */
public final class MachineClock implements LauncherSessionListener {

    /** In milliseconds; a property, since classes of the JDK see no others. */
    private static final String AHEAD = "jalon.test.ahead";

    private static boolean isMovable;

    /** Until it is closed. */
    @FunctionalInterface
    public interface Moved extends AutoCloseable {
        @Override
        void close();
    }

    /** Sets the clock, and when that is closed back by as much. */
    public static Moved at(Instant now) {
        Duration by = Duration.between(Instant.now(), now).truncatedTo(ChronoUnit.MILLIS);
        move(by);
        return () -> move(by.negated());
    }

    private static synchronized void move(Duration by) {
        if (!isMovable) makeMovable();
        System.setProperty(AHEAD, String.valueOf(ahead().plus(by).toMillis()));
    }

    /** The true time, which other processes have. */
    public static Instant real() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    /** The true day, in UTC. */
    public static LocalDate realDay() {
        return LocalDate.ofInstant(real(), ZoneOffset.UTC);
    }

    /** How far the clock is ahead of the true time. */
    public static Duration ahead() {
        return Duration.ofMillis(Long.getLong(AHEAD, 0));
    }

    private static void makeMovable() {
        Instrumentation jvm = ByteBuddyAgent.install();
        rewrite(jvm, Clock.class, named("currentInstant"), OfInstants.class);
        rewrite(jvm, Date.class, isConstructor().and(takesNoArguments()), OfDates.class);
        rewrite(jvm, engineClock("System"), named("getMillis"), OfMillis.class);
        rewrite(jvm, engineClock("Offset"), named("getMillis"), OfMillis.class);
        isMovable = true;
    }

    /** What the engine reads: the system's time, or that with an offset; it may also have a fixed one. */
    private static Class<?> engineClock(String kind) {
        try {
            return Class.forName(DateTimeUtils.class.getName() + "$" + kind + "MillisProvider");
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static void rewrite(
            Instrumentation jvm, Class<?> type, ElementMatcher<? super MethodDescription> where, Class<?> advice) {
        ClassFileLocator bytes = ClassFileLocator.ForInstrumentation.of(jvm, type);
        new ByteBuddy()
                .redefine(type, bytes)
                .visit(Advice.to(advice).on(where))
                .make()
                .load(
                        type.getClassLoader(),
                        new ClassReloadingStrategy(jvm, ClassReloadingStrategy.Strategy.RETRANSFORMATION));
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String now = System.getProperty("jalon.test.now");
        if (now != null && ahead().isZero()) at(OffsetDateTime.parse(now).toInstant());
    }

    private static final class OfInstants {
        @Advice.OnMethodExit
        static void move(@Advice.Return(readOnly = false) Instant read) {
            read = read.plusMillis(Long.getLong(AHEAD, 0));
        }
    }

    private static final class OfDates {
        @Advice.OnMethodExit
        static void move(@Advice.This Date read) {
            read.setTime(read.getTime() + Long.getLong(AHEAD, 0));
        }
    }

    private static final class OfMillis {
        @Advice.OnMethodExit
        static void move(@Advice.Return(readOnly = false) long read) {
            read += Long.getLong(AHEAD, 0);
        }
    }
}
