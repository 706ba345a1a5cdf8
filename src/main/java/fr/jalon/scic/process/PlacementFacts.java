package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Apprentices.Counts;
import fr.jalon.scic.Target;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms about apprentices show: how many there are against the target, counted from their list. */
@Configuration(proxyBeanMethods = false)
class PlacementFacts {

    record Placed(String placementTarget, int placementMissing, String placementCounts, String placementPage) {}

    @Bean
    FormFacts<Placed> factsOfPlacements(
            TrackCalendar calendar, Apprentices apprentices, @Value("${jalon.public-url}") String publicUrl) {
        return new FormFacts<>(
                Set.of(Target.FIRST_APPRENTICES.step(), Target.TEN_APPRENTICES.step(), Target.FIFTY_APPRENTICES.step()),
                Placed.class,
                task -> {
                    Track track = calendar.track(task);
                    Counts counts = apprentices.counts(track.id());
                    Target target = Target.of(task.getTaskDefinitionKey()).orElseThrow();
                    int reached = target.reached(counts);
                    return new Placed(
                            target.inWords(reached),
                            target.missing(reached),
                            inWords(counts),
                            publicUrl + "/equipes/" + track.team() + "/alternants");
                });
    }

    /** {@code 12 placés depuis le début, 9 actifs aujourd’hui, 2 à venir ; dépôts à l’OPCO en retard : 1}. */
    static String inWords(Counts counts) {
        return French.number(counts.placed()) + (counts.placed() < 2 ? " placé" : " placés") + " depuis le début, "
                + French.number(counts.active())
                + (counts.active() < 2 ? " actif" : " actifs") + " aujourd’hui, "
                + French.number(counts.upcoming()) + " à venir\u00a0; dépôts à l’OPCO en retard\u00a0: "
                + French.number(counts.late())
                + (counts.unlisted() == 0
                        ? ""
                        : "\u00a0; déclarés avant le registre, et comptés\u00a0: " + French.number(counts.unlisted()));
    }
}
