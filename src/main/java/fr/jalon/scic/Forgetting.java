package fr.jalon.scic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Forgets, every few minutes, who they were whose names have been kept long enough. May run on every node. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final Apprentices apprentices;
    private final Interviewees interviewees;

    Forgetting(Apprentices apprentices, Interviewees interviewees) {
        this.apprentices = apprentices;
        this.interviewees = interviewees;
    }

    @Scheduled(
            fixedDelayString = "${jalon.apprentices.every:PT1H}",
            initialDelayString = "${jalon.apprentices.every:PT1H}")
    void round() {
        int forgotten = apprentices.forgetOld() + interviewees.forgetOld();
        if (forgotten > 0) LOG.info("{} names of apprentices and interviewees forgotten", forgotten);
    }
}
