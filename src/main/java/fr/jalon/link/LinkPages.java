package fr.jalon.link;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.jalon.Refusal;
import fr.jalon.drawing.QrSquare;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.link.LinkRows.Counted;
import fr.jalon.link.LinkRows.OnDay;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Csv;
import fr.jalon.text.French;
import fr.jalon.text.Token;
import java.io.StringWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The links that a team shares: to read and copy for all who see it, to make and withdraw for those who write for it.
 */
@Controller
class LinkPages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE = Map.of(
            "ajout", "C’est fait\u00a0: le lien est gardé. Partagez l’adresse courte, elle compte les visites.",
            "nom", "C’est fait\u00a0: le lien a changé de nom.",
            "retrait", "C’est fait\u00a0: le lien est retiré, son adresse courte ne mène plus à rien.");

    private static final int DAYS = 28;
    private static final int TABLED_DAYS = 14;
    private static final int WEEKS = 12;

    /** Excel reads UTF-8 where a file says so. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** @param recent its visits of the last seven days, today's included */
    record Row(SharedLink link, String shortLink, String tags, long recent, long total) {}

    /**
     * A link that another slice gives.
     *
     * @param picture the link as a QR code
     * @param kept the same among those that the team keeps; null where it has no short address yet
     */
    record Offered(
            String channel,
            String link,
            String picture,
            @Nullable Row kept) {}

    /** @param first how many links stand before it on the page */
    record Section(String title, String lead, String none, int first, List<Offered> links) {}

    /** A team's links; those in force and those withdrawn, the latest first. */
    record Shelf(
            Team team,
            boolean mayWrite,
            List<Row> links,
            List<Row> withdrawn,
            List<Section> given,
            long recent,
            long total) {}

    /**
     * A link by itself.
     *
     * @param picture its short address as a QR code
     * @param by the name of whoever made it; null once there is no such account any more
     */
    record Sheet(
            Team team,
            boolean mayWrite,
            Row row,
            String medium,
            String picture,
            @Nullable String by,
            String made,
            @Nullable String withdrawn,
            String chart,
            List<Period> days,
            List<Period> weeks) {}

    private final Teams teams;
    private final Links links;
    private final LinkRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;

    LinkPages(Teams teams, Links links, LinkRows rows, Accounts accounts, ParisCalendar paris, Clock clock) {
        this.teams = teams;
        this.links = links;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
    }

    @GetMapping("/equipes/{team}/liens")
    ModelAndView all(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return page(seen, viewer, newId(), Map.of("campaign", Links.usualCampaign(seen)), Map.of());
    }

    /** The form brings the id of the link to be, so that it is kept once however often it is sent. */
    @PostMapping("/equipes/{team}/liens")
    ModelAndView add(@PathVariable String team, @RequestParam Map<String, String> typed, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        String brought = typed.getOrDefault("id", "");
        String id = isId(brought) ? brought : newId();
        Links.Asked asked = new Links.Asked(
                typed.getOrDefault("destination", ""),
                typed.getOrDefault("source", ""),
                typed.getOrDefault("medium", ""),
                typed.getOrDefault("campaign", ""),
                typed.getOrDefault("content", ""),
                typed.getOrDefault("label", ""));
        try {
            String sure = typed.getOrDefault(Links.SURE, "");
            SharedLink kept = links.add(
                    theirs, id, asked, writer.getName(), doubt -> seen(doubt).equals(sure));
            return done(theirs, kept, "ajout");
        } catch (Refusal refused) {
            if (refused.errors().isEmpty()) throw refused;
            return page(theirs, writer, id, typed, refused.errors());
        }
    }

    /** What the tick brings back, so that it answers the doubt that was shown and no other. */
    private static String seen(String doubt) {
        return Token.hash(doubt.replace('\u00a0', ' '));
    }

    /** Gives a short address to a link that another slice gives; to one that has one already, nothing more. */
    @PostMapping("/equipes/{team}/liens/comptage")
    ModelAndView count(@PathVariable String team, @RequestParam(defaultValue = "") String link, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        TaggedLink given = links.givenTo(theirs).stream()
                .flatMap(each -> each.links().stream())
                .filter(each -> each.link().equals(link))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.conflict("Entre-temps, ce lien a changé\u00a0: rechargez la page des liens."));
        Optional<SharedLink> kept = Links.leadingTo(link, rows.of(theirs.id()));
        return done(theirs, kept.orElseGet(() -> links.add(theirs, given, writer.getName())), "ajout");
    }

    @GetMapping("/equipes/{team}/liens/{code}")
    ModelAndView one(
            @PathVariable String team,
            @PathVariable String code,
            @RequestParam(defaultValue = "") String fait,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        SharedLink link = links.find(seen, code);
        return page(seen, link, viewer, link.label(), null).addObject("done", DONE.get(fait));
    }

    @PostMapping("/equipes/{team}/liens/{code}/nom")
    ModelAndView rename(
            @PathVariable String team,
            @PathVariable String code,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String seen,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        SharedLink link = links.find(theirs, code);
        String named = label.strip();
        if (named.equals(link.label())) return done(theirs, link, "nom");
        Optional<String> fault = named.isEmpty() ? Optional.of("Donnez un nom au lien.") : Links.labelFault(named);
        if (fault.isEmpty() && !seen.equals(link.label())) {
            fault = Optional.of("Entre-temps, le lien s’appelle «\u00a0" + link.label() + "\u00a0».");
        }
        if (fault.isPresent()) return page(theirs, link, writer, named, fault.get());
        rows.rename(link.id(), named);
        return done(theirs, link, "nom");
    }

    @PostMapping("/equipes/{team}/liens/{code}/retrait")
    ModelAndView withdraw(@PathVariable String team, @PathVariable String code, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        SharedLink link = links.find(theirs, code);
        rows.withdraw(link.id(), clock.instant());
        return done(theirs, link, "retrait");
    }

    /** A QR code alone, to download: that of a kept link by its code, or one that is given, which count from 1. */
    @GetMapping(path = "/equipes/{team}/liens/{which}.svg", produces = "image/svg+xml")
    ResponseEntity<String> picture(@PathVariable String team, @PathVariable String which, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        if (ShortCode.isOne(which)) {
            SharedLink link = links.find(seen, which);
            return picture(link.tags().source() + "-" + link.code(), drawn(link));
        }
        List<TaggedLink> given = links.givenTo(seen).stream()
                .flatMap(each -> each.links().stream())
                .toList();
        int number = which.matches("[1-9]\\d{0,2}") ? Integer.parseInt(which) : 0;
        if (number < 1 || number > given.size()) throw Refusal.unknown("Ce lien est inconnu.");
        TaggedLink link = given.get(number - 1);
        return picture(TaggedLink.source(link.channel()), drawn(link));
    }

    private static ResponseEntity<String> picture(String name, String drawn) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"qr-" + name + ".svg\"")
                .body(drawn);
    }

    /** The visits for a spreadsheet: a line a link and day, and one for a link that nobody has visited. */
    @GetMapping(path = "/equipes/{team}/liens.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().fieldSeparator(';').bufferSize(0).build(text);
        csv.writeRecord(
                "Lien",
                "Adresse courte",
                "Adresse balisée",
                "Source",
                "Moyen",
                "Campagne",
                "Contenu",
                "Retiré",
                "Jour",
                "Visites");
        for (OnDay each : rows.days(seen.id())) {
            SharedLink link = each.link();
            csv.writeRecord(
                    Csv.harmless(link.label()),
                    links.shortLink(link),
                    link.address(),
                    link.tags().source(),
                    link.tags().medium(),
                    link.tags().campaign(),
                    link.tags().content(),
                    link.isInForce() ? "" : "oui",
                    each.day() == null ? "" : each.day().toString(),
                    String.valueOf(each.visits()));
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"liens-" + seen.id() + ".csv\"")
                .body(text.toString());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static boolean isId(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static ModelAndView done(Team team, SharedLink link, String what) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/liens/" + link.code() + "?fait=" + what);
    }

    private String drawn(SharedLink link) {
        return QrSquare.svg(links.shortLink(link), "Code QR du lien court\u00a0: " + link.label());
    }

    private static String drawn(TaggedLink link) {
        return QrSquare.svg(link.link(), "Code QR du lien pour " + link.channel());
    }

    private static boolean mayWrite(Team team, Authentication viewer) {
        return Groups.of(viewer).contains(team.group()) || Groups.of(viewer).contains(Groups.FACILITATORS);
    }

    private ModelAndView page(
            Team team, Authentication viewer, String id, Map<String, String> typed, Map<String, String> faults) {
        String doubt = faults.get(Links.SURE);
        return new ModelAndView("links", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("shelf", shelf(team, mayWrite(team, viewer)))
                .addObject("media", Medium.values())
                .addObject("id", id)
                .addObject("typed", typed)
                .addObject("faults", faults)
                .addObject("sure", doubt == null ? null : seen(doubt));
    }

    private Shelf shelf(Team team, boolean mayWrite) {
        List<Row> all = rows.counted(team.id(), Links.recent(paris.today()), paris.today()).stream()
                .map(this::row)
                .toList();
        List<Section> given = new ArrayList<>();
        int before = 0;
        for (GivenLinks.Given each : links.givenTo(team)) {
            List<Offered> offered =
                    each.links().stream().map(link -> offered(link, all)).toList();
            given.add(new Section(each.title(), each.lead(), each.none(), before, offered));
            before += offered.size();
        }
        return new Shelf(
                team,
                mayWrite,
                all.stream().filter(row -> row.link().isInForce()).toList(),
                all.stream().filter(row -> !row.link().isInForce()).toList(),
                given,
                all.stream().mapToLong(Row::recent).sum(),
                all.stream().mapToLong(Row::total).sum());
    }

    private Row row(Counted counted) {
        return row(counted.link(), counted.between(), counted.total());
    }

    private Row row(SharedLink link, long recent, long total) {
        Tags tags = link.tags();
        String said = tags.source() + " · " + tags.medium() + " · " + tags.campaign()
                + (tags.content().isEmpty() ? "" : " · " + tags.content());
        return new Row(link, links.shortLink(link), said, recent, total);
    }

    private static Offered offered(TaggedLink link, List<Row> all) {
        Row kept = Links.leadingTo(link.link(), all.stream().map(Row::link).toList())
                .flatMap(same ->
                        all.stream().filter(row -> row.link().equals(same)).findFirst())
                .orElse(null);
        return new Offered(link.channel(), link.link(), drawn(link), kept);
    }

    private ModelAndView page(Team team, SharedLink link, Authentication viewer, String label, @Nullable String fault) {
        Map<LocalDate, Long> visits = rows.visitsOf(link.id());
        LocalDate today = paris.today();
        List<Period> days = Period.days(visits, today, DAYS);
        long total = visits.values().stream().mapToLong(Long::longValue).sum();
        Sheet sheet = new Sheet(
                team,
                mayWrite(team, viewer),
                row(link, Period.between(visits, Links.recent(today), today), total),
                Medium.of(link.tags().medium())
                        .map(Medium::label)
                        .orElse(link.tags().medium()),
                drawn(link),
                accounts.names(List.of(link.madeBy())).get(link.madeBy()),
                French.moment(paris.wallClock(link.madeAt())),
                link.withdrawnAt() == null ? null : French.moment(paris.wallClock(link.withdrawnAt())),
                VisitsChart.of(days),
                reversed(days.subList(DAYS - TABLED_DAYS, DAYS)),
                reversed(Period.weeks(visits, today, WEEKS)));
        return new ModelAndView("link", fault == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("sheet", sheet)
                .addObject("label", label)
                .addObject("fault", fault);
    }

    private static List<Period> reversed(List<Period> periods) {
        List<Period> reversed = new ArrayList<>(periods);
        Collections.reverse(reversed);
        return reversed;
    }
}
