package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.portfolio.Feed.Of;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people get, renew and delete the addresses of their feeds, and where calendar applications read them. */
@Controller
class FeedPages {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private static final String MEANWHILE =
            "Entre-temps, cette adresse a changé : elle n’a été montrée qu’une fois. Si "
                    + "vous ne l’avez plus, demandez-en une nouvelle.";

    record NewFeed(
            @NotNull(message = "ce champ est obligatoire")
            @Pattern(regexp = "plan|team|me", message = "plan, team ou me est attendu")
            String of,

            @Size(max = 64, message = "64 caractères au plus") @Nullable
            String id) {}

    record Created(String address) {}

    /**
     * What somebody can have a feed of.
     *
     * @param of in lower case
     * @param since when it has got its address, in words; null while it has none
     * @param seen what its form brings back, so that what is sent twice is done once
     */
    record Offer(
            String of,
            String id,
            String title,
            String what,
            @Nullable String since,
            String seen) {}

    private final Feeds feeds;
    private final Teams teams;
    private final Journeys journeys;
    private final Words words;

    FeedPages(Feeds feeds, Teams teams, Journeys journeys, Words words) {
        this.feeds = feeds;
        this.teams = teams;
        this.journeys = journeys;
        this.words = words;
    }

    /** A feed as calendar applications read it; whatever is wrong with a secret, the answer is the same. */
    @GetMapping("/calendriers/{secret}.ics")
    ResponseEntity<String> read(@PathVariable String secret, HttpServletResponse response) {
        String calendar = feeds.read(secret).orElseThrow(() -> Refusal.unknown("Ce calendrier est inconnu."));
        // Instead of what every answer says of caches: a header of the entity would stand beside it.
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .eTag(Token.hash(calendar))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"jalon.ics\"")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(calendar);
    }

    /** A new address; a former one of the same scope is void. */
    @PostMapping("/api/calendars")
    ResponseEntity<Created> create(@Valid @RequestBody NewFeed asked, Authentication owner) {
        Of of = Of.valueOf(asked.of().toUpperCase(Locale.ROOT));
        String id = Objects.requireNonNullElse(asked.id(), "");
        if (of != Of.ME && id.isBlank()) throw Refusal.malformed(Map.of("id", "« id » : ce champ est obligatoire."));
        if (of == Of.ME && !id.isEmpty())
            throw Refusal.malformed(Map.of("id", "« id » : rien n’est attendu quand « of » est « me »."));
        return ResponseEntity.status(HttpStatus.CREATED).body(new Created(feeds.open(owner, of, id)));
    }

    /**
     * @param equipe the team whose feeds are offered beside that of the person; without it, those of their own teams
     */
    @GetMapping("/calendrier/agenda")
    ModelAndView offers(
            @RequestParam(defaultValue = "") String equipe,
            @RequestParam(defaultValue = "") String fait,
            Authentication reader) {
        return page(equipe, reader)
                .addObject("done", fait.isEmpty() ? null : "Cette adresse est supprimée : elle ne mène plus à rien.");
    }

    @PostMapping("/calendrier/agenda")
    ModelAndView open(
            @RequestParam(defaultValue = "") String equipe,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String seen,
            Authentication reader) {
        Offer offer = offer(equipe, of, id, reader);
        if (!offer.seen().equals(seen)) return page(equipe, reader).addObject("done", MEANWHILE);
        String address = feeds.open(reader, Of.valueOf(of.toUpperCase(Locale.ROOT)), id);
        return page(equipe, reader)
                .addObject("made", offer.title())
                .addObject("address", address)
                .addObject("webcal", address.replaceFirst("^https?:", "webcal:"));
    }

    @PostMapping("/calendrier/agenda/fin")
    String close(
            @RequestParam(defaultValue = "") String equipe,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String id,
            Authentication reader) {
        offer(equipe, of, id, reader);
        feeds.close(reader, Of.valueOf(of.toUpperCase(Locale.ROOT)), id);
        return "redirect:/calendrier/agenda?fait=fin" + (equipe.isEmpty() ? "" : "&equipe=" + equipe);
    }

    private Offer offer(String equipe, String of, String id, Authentication reader) {
        return offers(find(equipe, reader), reader).stream()
                .filter(each -> each.of().equals(of) && each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("Ce calendrier est inconnu."));
    }

    private ModelAndView page(String equipe, Authentication reader) {
        Team team = find(equipe, reader);
        return new ModelAndView("feeds").addObject("team", team).addObject("offers", offers(team, reader));
    }

    private @Nullable Team find(String equipe, Authentication reader) {
        return equipe.isEmpty() ? null : teams.seenBy(reader, equipe);
    }

    private List<Offer> offers(@Nullable Team only, Authentication reader) {
        List<Feed> known = feeds.of(reader);
        List<Offer> offers = new ArrayList<>();
        offers.add(offer(
                known,
                Of.ME,
                "",
                "Tout ce qui me concerne",
                "Mes tâches, les rencontres et les jalons de mes équipes."));
        for (Team team : only == null ? teams(known, reader) : List.of(only)) {
            offers.add(offer(
                    known, Of.TEAM, team.id(), team.name(), "Toutes les dates de l’équipe, de tous ses parcours."));
            List<Journey> all = journeys.of(team.id());
            for (Journey journey : all) {
                String title = journey.title() + ", " + team.name();
                Offer offer = offer(known, Of.PLAN, journey.id(), title, "Les dates de ce seul parcours.");
                if (offer.since() != null || journey.isOpen() && all.size() > 1) offers.add(offer);
            }
        }
        return offers;
    }

    /** Their own, and those of which they have an address and may still read it. */
    private Collection<Team> teams(List<Feed> known, Authentication reader) {
        Map<String, Team> all = new LinkedHashMap<>();
        teams.of(reader).forEach(team -> all.put(team.id(), team));
        Stream<String> ofPlans =
                journeys.find(objects(known, Of.PLAN)).values().stream().map(Journey::team);
        Stream.concat(objects(known, Of.TEAM).stream(), ofPlans)
                .filter(id -> !all.containsKey(id))
                .distinct()
                .forEach(id -> {
                    try {
                        all.put(id, teams.seenBy(reader, id));
                    } catch (Refusal hidden) {
                        // Its address leads nowhere either.
                    }
                });
        return all.values();
    }

    private static List<String> objects(List<Feed> known, Of of) {
        return known.stream().filter(feed -> feed.of() == of).map(Feed::object).toList();
    }

    private Offer offer(List<Feed> known, Of of, String id, String title, String what) {
        Instant since = known.stream()
                .filter(feed -> feed.of() == of && feed.object().equals(id))
                .map(Feed::madeAt)
                .findFirst()
                .orElse(null);
        return new Offer(
                of.name().toLowerCase(Locale.ROOT),
                id,
                title,
                what,
                since == null ? null : words.moment(since),
                since == null ? "" : String.valueOf(since.toEpochMilli()));
    }
}
