package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.BudgetPie;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.LaunchBudget.Line;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.Target;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the forms of the creation and of the model show: who founds, the usual budget, and all that the gates look at.
 */
@Configuration(proxyBeanMethods = false)
class CreationFacts {

    /** The three roles, and rows to begin with. */
    record Founders(List<Role> founderRoles, @Nullable List<Role> founders) {}

    record Role(String role, String profile, String mission) {}

    @Bean
    FormFacts<Founders> factsOfFounders() {
        return FormFacts.on("recruit-founders", Founders.class, task -> {
            List<Role> roles = Stream.of(FounderRole.values())
                    .map(role -> new Role(role.name(), role.profile(), role.mission()))
                    .toList();
            return new Founders(roles, task.hasVariable("founders") ? null : roles);
        });
    }

    /** Whole euros to begin with, line by line. */
    record UsualBudget(
            @Nullable Long total,
            @Nullable Long cashReserve,
            @Nullable Long insurance,
            @Nullable Long legal,
            @Nullable Long platform,
            @Nullable Long marketing,
            @Nullable Long other) {

        static final UsualBudget ANSWERED = new UsualBudget(null, null, null, null, null, null, null);
        static final UsualBudget USUAL = new UsualBudget(
                LaunchBudget.DEFAULT_TOTAL,
                Line.CASH_RESERVE.defaultAmount(),
                Line.INSURANCE.defaultAmount(),
                Line.LEGAL.defaultAmount(),
                Line.PLATFORM.defaultAmount(),
                Line.MARKETING.defaultAmount(),
                Line.OTHER.defaultAmount());
    }

    @Bean
    FormFacts<UsualBudget> factsOfBudget() {
        return FormFacts.on(
                "set-launch-budget",
                UsualBudget.class,
                task -> task.hasVariable("total") ? UsualBudget.ANSWERED : UsualBudget.USUAL);
    }

    record Creation(
            TrackFacts.Standing standing,
            MarketFacts.Market market,
            String budgetPie,
            List<Partner> partnerRows,
            List<Shortfalls.Gap> gapRows) {}

    record Partner(String category, String partner, String contribution, String signed) {}

    @Bean
    FormFacts<Creation> factsOfCreationGate(
            TrackFacts facts, TrackCalendar calendar, MarketRows market, Shortfalls shortfalls) {
        return FormFacts.on(AssociationToScic.GATE_CREATION, Creation.class, task -> {
            Track track = calendar.track(task);
            return new Creation(
                    facts.standing(track),
                    MarketFacts.Market.of(task, market.kpis(track)),
                    FormFacts.picture(BudgetPie.of(budget(task))),
                    market.partnerships(track.id()).stream()
                            .map(signed -> new Partner(
                                    signed.category().label(),
                                    signed.partner(),
                                    signed.contribution(),
                                    French.date(signed.signedOn())))
                            .toList(),
                    shortfalls.of(track.id(), Target.PARTNERS, Target.FOUNDERS));
        });
    }

    private static LaunchBudget budget(DelegateTask task) {
        Map<String, Object> lines = new LinkedHashMap<>();
        for (Line line : Line.values()) lines.put(line.field(), task.getVariable(line.field()));
        return LaunchBudget.of(((Number) task.getVariable("total")).longValue(), lines);
    }

    record Model(
            TrackFacts.Standing standing,
            String perApprenticeRevenue,
            String perApprenticeCost,
            String perApprenticeMargin,
            String placementCounts,
            List<Shortfalls.Gap> gapRows) {}

    @Bean
    FormFacts<Model> factsOfModelGate(
            TrackFacts facts, TrackCalendar calendar, Apprentices apprentices, Shortfalls shortfalls) {
        return FormFacts.on(AssociationToScic.GATE_MODEL, Model.class, task -> {
            double revenue = ((Number) task.getVariable("revenuePerApprentice")).doubleValue();
            double cost = ((Number) task.getVariable("costPerApprentice")).doubleValue();
            Track track = calendar.track(task);
            return new Model(
                    facts.standing(track),
                    French.euros(revenue),
                    French.euros(cost),
                    French.euros(revenue - cost),
                    PlacementFacts.inWords(apprentices.counts(track.id())),
                    shortfalls.of(track.id(), Target.FIRST_APPRENTICES, Target.TEN_APPRENTICES));
        });
    }
}
