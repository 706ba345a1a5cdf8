package fr.jalon.browser;

import fr.jalon.Stage;
import fr.jalon.WebappsInOneJvm;
import fr.jalon.scic.process.TrackStage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test of the running application, timers included, by people with a browser. One server for all of them. Skipped
 * where there is no browser, but in CI; leaves the clock as it was. Last of all, as nothing that runs beside it is then
 * left.
 */
@Order(Integer.MAX_VALUE)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=true",
            "camunda.bpm.generate-unique-process-engine-name=false"
        })
@ActiveProfiles({"rehearsal", "test"})
@Import({Stage.class, TrackStage.class, UnderWay.class})
@ExtendWith({WebappsInOneJvm.class, InTheBrowser.Conditions.class})
@interface InTheBrowser {

    final class Conditions implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext test) {
            Browser.required();
        }

        @Override
        public void afterAll(ExtensionContext test) {
            ClockUtil.reset();
        }
    }
}
