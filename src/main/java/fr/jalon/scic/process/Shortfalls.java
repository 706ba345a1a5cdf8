package fr.jalon.scic.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.ShortfallRows;
import fr.jalon.scic.ShortfallRows.Shortfall;
import fr.jalon.scic.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/**
 * What a step has not reached of its target: nobody is kept from rendering it, the team says why, and the gate or the
 * review judges.
 */
@Component
class Shortfalls {

    static final String REASON = "shortfallReason";
    static final String FOUNDERS = "founders";

    private static final Pattern VACANT = Pattern.compile("(?s)sans ([A-Z]+(?: ni [A-Z]+)*)\u00a0; (.*)");

    private final TrackCalendar calendar;
    private final ShortfallRows rows;
    private final Apprentices apprentices;
    private final MarketRows market;
    private final Accounts accounts;

    Shortfalls(
            TrackCalendar calendar, ShortfallRows rows, Apprentices apprentices, MarketRows market, Accounts accounts) {
        this.calendar = calendar;
        this.rows = rows;
        this.apprentices = apprentices;
        this.market = market;
        this.accounts = accounts;
    }

    /** What is missing of a target, as a gate or a review shows it. */
    record Gap(String gapTarget, String gapReached, String gapReason) {}

    /** Keeps what the step of an element has not reached as it is rendered; nothing of a step without a target. */
    void keep(DelegateExecution execution) {
        Target target = Target.of(execution.getCurrentActivityId())
                .filter(each -> each != Target.PARTNERS)
                .orElse(null);
        if (target == null) return;
        String track = calendar.track(execution).id();
        List<String> vacant = vacant(ListAnswers.rows(execution, FOUNDERS));
        int reached =
                target == Target.FOUNDERS ? target.wanted() - vacant.size() : target.reached(apprentices.counts(track));
        if (target.missing(reached) == 0) {
            rows.forget(track, target.step());
            return;
        }
        String said = String.valueOf(execution.getVariable(REASON));
        rows.say(
                track,
                target == Target.FOUNDERS ? foundersMissing(vacant, said) : new Shortfall(target.step(), reached, said),
                accounts.current());
    }

    /** Has a partnership be sought no longer. */
    void giveUp(VariableScope scope, PartnerCategory category, String reason) {
        rows.say(calendar.track(scope).id(), new Shortfall(category.name(), 0, reason), accounts.current());
    }

    /** A partnership that was given up is signed after all. */
    void signed(String track, PartnerCategory category) {
        rows.forget(track, category.name());
    }

    /** The roles that nobody held when the founders were told, and nobody has taken since. */
    List<String> vacantRoles(String track) {
        return founders(track).map(said -> List.of(said.group(1).split(" ni "))).orElse(List.of());
    }

    /** Founders have taken vacant roles since. */
    void found(String track, Collection<Map<String, Object>> founders) {
        Set<Object> taken = founders.stream().map(row -> row.get("role")).collect(Collectors.toSet());
        List<String> vacant = vacantRoles(track).stream()
                .filter(role -> !taken.contains(role))
                .toList();
        if (vacant.isEmpty()) rows.forget(track, Target.FOUNDERS.step());
        else
            founders(track)
                    .ifPresent(said -> rows.say(track, foundersMissing(vacant, said.group(2)), accounts.current()));
    }

    private Optional<Matcher> founders(String track) {
        return rows.of(track).stream()
                .filter(each -> each.target().equals(Target.FOUNDERS.step()))
                .map(each -> VACANT.matcher(each.reason()))
                .filter(Matcher::matches)
                .findFirst();
    }

    private static Shortfall foundersMissing(List<String> vacant, String why) {
        return new Shortfall(
                Target.FOUNDERS.step(),
                Target.FOUNDERS.wanted() - vacant.size(),
                "sans " + String.join(" ni ", vacant) + "\u00a0; " + why);
    }

    /** The partnerships that are sought no longer. */
    Set<PartnerCategory> givenUp(String track) {
        Set<String> said = rows.of(track).stream().map(Shortfall::target).collect(Collectors.toSet());
        return Stream.of(PartnerCategory.values())
                .filter(category -> said.contains(category.name()))
                .collect(Collectors.toSet());
    }

    /** The same of every target. */
    List<Gap> all(String track) {
        return of(track, Target.values());
    }

    /** What was said to be missing of some targets, with how far it has come since. */
    List<Gap> of(String track, Target... targets) {
        List<Shortfall> said = rows.of(track);
        List<Gap> gaps = new ArrayList<>();
        for (Target target : targets) {
            if (target == Target.PARTNERS) {
                String why = partners(said);
                if (!why.isEmpty())
                    gaps.add(gap(target, market.partnerships(track).size(), why));
            } else {
                said.stream()
                        .filter(each -> each.target().equals(target.step()))
                        .forEach(each -> gaps.add(gap(
                                target,
                                target == Target.FOUNDERS ? each.reached() : target.reached(apprentices.counts(track)),
                                each.reason())));
            }
        }
        return gaps;
    }

    private static String partners(List<Shortfall> said) {
        return Stream.of(PartnerCategory.values())
                .flatMap(category -> said.stream()
                        .filter(each -> each.target().equals(category.name()))
                        .map(each -> category.label() + "\u00a0: " + each.reason()))
                .collect(Collectors.joining(" · "));
    }

    private static Gap gap(Target target, int reached, String reason) {
        int missing = target.missing(reached);
        return new Gap(
                target.label(),
                reached + " sur " + target.wanted() + (missing == 0 ? ", atteint" : ", il en manque " + missing),
                reason);
    }

    /** The roles that nobody holds among founders. */
    static List<String> vacant(Collection<Map<String, Object>> founders) {
        Set<Object> held = founders.stream().map(row -> row.get("role")).collect(Collectors.toSet());
        return Stream.of(FounderRole.values())
                .map(Enum::name)
                .filter(role -> !held.contains(role))
                .toList();
    }
}
