package fr.jalon.link;

import fr.jalon.Refusal;
import fr.jalon.team.CohortMarked;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import fr.jalon.text.Slug;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The links that teams share. Callers have checked who asks. */
@Service
public class Links {

    /** Of a team, those withdrawn included. */
    static final int MOST = 500;

    static final int LONGEST_LABEL = 120;
    static final int LONGEST_TAG = 60;

    /** The field by which somebody says that a name is meant that resembles another. */
    static final String SURE = "sure";

    private static final int MOST_TRIES = 5;

    /** What counts as of late, today included. */
    private static final int RECENT_DAYS = 7;

    /**
     * A link as somebody asks for it.
     *
     * @param source as it was typed, as campaign and content are; the naming rule makes the tags of them
     * @param medium what stands in {@code utm_medium}
     * @param campaign empty for the team's name
     * @param content empty for none
     * @param label what the team calls it; empty for its source and medium
     */
    public record Asked(
            String destination, String source, String medium, String campaign, String content, String label) {

        public Asked {
            destination = destination.strip();
            source = source.strip();
            campaign = campaign.strip();
            content = content.strip();
            label = label.strip();
        }
    }

    private final LinkRows rows;
    private final List<GivenLinks> given;
    private final Clock clock;
    private final String publicUrl;

    Links(LinkRows rows, List<GivenLinks> given, Clock clock, @Value("${jalon.public-url}") String publicUrl) {
        this.rows = rows;
        this.given = given;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * How often each link of a team was visited, the latest link first; in one query.
     *
     * @param from the first day
     * @param until the last day
     */
    public List<LinkVisits> visits(String team, LocalDate from, LocalDate until) {
        return rows.counted(team, from, until).stream()
                .map(each -> new LinkVisits(
                        each.link().label(),
                        shortLink(each.link()),
                        each.between(),
                        each.total(),
                        !each.link().isInForce()))
                .toList();
    }

    /**
     * Keeps a link, whatever it resembles, and answers its short address.
     *
     * @param by the id of whoever makes it
     * @throws Refusal naming the fields at fault, and for a link that the team has already
     */
    public String add(Team team, Asked asked, String by) {
        return shortLink(add(team, UUID.randomUUID().toString(), asked, by, doubt -> true));
    }

    String shortLink(SharedLink link) {
        return publicUrl + "/l/" + link.code();
    }

    /** The first of the last seven days. */
    static LocalDate recent(LocalDate today) {
        return today.minusDays(RECENT_DAYS - 1);
    }

    /** What other slices give a team. */
    List<GivenLinks.Given> givenTo(Team team) {
        return given.stream().flatMap(each -> each.of(team).stream()).toList();
    }

    /** The link of a team that leads to an address with its tags. */
    static Optional<SharedLink> leadingTo(String address, Collection<SharedLink> links) {
        String key = Destination.key(address);
        return links.stream()
                .filter(SharedLink::isInForce)
                .filter(link -> Destination.key(link.address()).equals(key))
                .findFirst();
    }

    /**
     * Keeps a link, once however often it is asked for under one id.
     *
     * @param isSure whether a doubt, said in a sentence, has been answered
     * @throws Refusal naming the fields at fault; {@code sure} where there is a doubt
     */
    SharedLink add(Team team, String id, Asked asked, String by, Predicate<String> isSure) {
        Tags tags = tags(team, asked);
        String label = asked.label().isEmpty() ? usualLabel(asked) : asked.label();
        return kept(team, id, label, Tags.without(asked.destination()), tags, by, links -> {
            Collection<String> sources = new ArrayList<>(named(links, Tags::source));
            givenTo(team).stream()
                    .flatMap(each -> each.links().stream())
                    .flatMap(each -> Tags.in(each.link()).stream())
                    .forEach(each -> sources.add(each.source()));
            return Stream.of(
                            doubt("la source", tags.source(), sources),
                            doubt("la campagne", tags.campaign(), named(links, Tags::campaign)),
                            doubt("le contenu", tags.content(), named(links, Tags::content)))
                    .flatMap(Optional::stream)
                    .reduce((one, other) -> one + " " + other)
                    .filter(isSure.negate());
        });
    }

    /**
     * Keeps a link that another slice gives.
     *
     * @throws Refusal where it leads nowhere that a link may lead to
     */
    SharedLink add(Team team, TaggedLink link, String by) {
        String destination = Tags.without(link.link());
        Tags tags = Tags.in(link.link()).orElseThrow(() -> Refusal.conflict("Ce lien n’est pas balisé."));
        destinationFault(destination).ifPresent(fault -> {
            throw Refusal.conflict(fault);
        });
        return kept(
                team, UUID.randomUUID().toString(), link.channel(), destination, tags, by, links -> Optional.empty());
    }

    private SharedLink kept(
            Team team,
            String id,
            String label,
            String destination,
            Tags tags,
            String by,
            Function<List<SharedLink>, Optional<String>> doubtBeside) {
        String address = tags.on(destination);
        // Whoever makes another link of the team at once takes its place: then what stands there is read anew.
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            List<SharedLink> links = rows.of(team.id());
            Optional<SharedLink> sent =
                    links.stream().filter(each -> each.id().equals(id)).findFirst();
            if (sent.isPresent()) return sent.get();
            leadingTo(address, links).ifPresent(same -> {
                throw Refusal.invalid(
                        "destination",
                        "Ce lien existe déjà : « " + same.label() + " », " + shortLink(same)
                                + ". Reprenez-le, ou changez une balise.");
            });
            if (links.size() >= MOST) {
                throw Refusal.invalid(
                        "destination",
                        "L’équipe a " + French.number(MOST) + " liens, retirés compris : c’est le plus qu’elle garde.");
            }
            doubtBeside.apply(links).ifPresent(doubt -> {
                throw Refusal.invalid(SURE, doubt);
            });
            SharedLink link = new SharedLink(
                    id,
                    team.id(),
                    ShortCode.next(),
                    label,
                    destination,
                    tags,
                    address,
                    by,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    null);
            if (rows.insert(link, links.size() + 1)) return link;
        }
        throw Refusal.busy("D’autres liens de l’équipe s’enregistrent au même moment : recommencez dans un instant.");
    }

    private static List<String> named(Collection<SharedLink> links, Function<Tags, String> tag) {
        return links.stream()
                .filter(SharedLink::isInForce)
                .map(SharedLink::tags)
                .map(tag)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<String> doubt(String what, String name, Collection<String> known) {
        return Resemblance.of(name, known)
                .map(close ->
                        ("Pour %s, « %s » ressemble à « %s », déjà en usage : s’il s’agit de la même chose, reprenez "
                                        + "ce nom, sans quoi l’outil de mesure les comptera à part.")
                                .formatted(what, name, close));
    }

    private static String usualLabel(Asked asked) {
        String label = Stream.of(
                        asked.source(),
                        Medium.of(asked.medium()).map(Medium::label).orElse(""),
                        asked.content())
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + " · " + other)
                .orElse("");
        return label.length() <= LONGEST_LABEL ? label : asked.source();
    }

    private Optional<String> destinationFault(String destination) {
        Optional<String> fault = Destination.fault(destination);
        if (fault.isPresent()) return fault;
        return Destination.key(destination).startsWith(Destination.key(publicUrl + "/l/"))
                ? Optional.of("Un lien court ne mène pas à un autre : donnez l’adresse de la page elle-même.")
                : Optional.empty();
    }

    private Tags tags(Team team, Asked asked) {
        Map<String, String> faults = new LinkedHashMap<>();
        destinationFault(asked.destination()).ifPresent(fault -> faults.put("destination", fault));
        if (asked.source().isEmpty()) faults.put("source", "Dites d’où viendront les visites : le nom du canal.");
        else nameFault(asked.source()).ifPresent(fault -> faults.put("source", fault));
        if (Medium.of(asked.medium()).isEmpty()) faults.put("medium", "Choisissez un moyen de la liste.");
        if (!asked.campaign().isEmpty()) nameFault(asked.campaign()).ifPresent(fault -> faults.put("campaign", fault));
        if (!asked.content().isEmpty()) nameFault(asked.content()).ifPresent(fault -> faults.put("content", fault));
        labelFault(asked.label()).ifPresent(fault -> faults.put("label", fault));
        if (!faults.isEmpty()) throw Refusal.invalid(faults);
        return new Tags(
                Tags.name(asked.source()),
                asked.medium(),
                asked.campaign().isEmpty() ? usualCampaign(team) : Tags.name(asked.campaign()),
                asked.content().isEmpty() ? "" : Tags.name(asked.content()));
    }

    /** The team's name as the rule writes it, or its id where nothing of that is left. */
    static String usualCampaign(Team team) {
        String name = Slug.of(team.name());
        return name.isEmpty() ? team.id() : name;
    }

    private static Optional<String> nameFault(String typed) {
        if (typed.length() > LONGEST_TAG) return Optional.of(LONGEST_TAG + " caractères au plus.");
        if (Slug.of(typed).isEmpty()) return Optional.of("Une lettre de a à z ou un chiffre au moins est attendu.");
        return oneLine(typed);
    }

    static Optional<String> labelFault(String label) {
        return label.length() > LONGEST_LABEL ? Optional.of(LONGEST_LABEL + " caractères au plus.") : oneLine(label);
    }

    private static Optional<String> oneLine(String typed) {
        return typed.matches(Team.NAME) ? Optional.empty() : Optional.of("Attendu : " + Team.NAME_MESSAGE + ".");
    }

    /** @throws Refusal where the team has none of that code */
    SharedLink find(Team team, String code) {
        return rows.find(team.id(), ShortCode.meant(code)).orElseThrow(() -> Refusal.unknown("Ce lien est inconnu."));
    }

    /** The links of teams whose cohort is about to be deleted lead nowhere any more. */
    @EventListener
    void marked(CohortMarked event) {
        if (!event.teams().isEmpty()) rows.withdrawAll(event.teams(), clock.instant());
    }
}
