package fr.jalon.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many messages have not left, and why; the same on every node. */
@Component
class MailMeters implements MeterBinder {

    private final Outbox outbox;

    MailMeters(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jalon.mail.waiting", () -> outbox.unsent().getOrDefault(Outbox.State.WAITING, 0L))
                .description("Messages that wait for their turn or for their server")
                .register(registry);
        Gauge.builder("jalon.mail.refused", () -> outbox.unsent().getOrDefault(Outbox.State.REFUSED, 0L))
                .description("Messages that their server has refused")
                .register(registry);
    }
}
