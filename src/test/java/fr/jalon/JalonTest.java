package fr.jalon;

import fr.jalon.journey.Walk;
import fr.jalon.scic.process.TrackStage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** A test on the whole application in memory, with one Spring context for all; timers fire when the test says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles({"rehearsal", "test"})
@Import({Coverage.class, Stage.class, StatementCount.class, TrackStage.class, Walk.class})
public @interface JalonTest {}
