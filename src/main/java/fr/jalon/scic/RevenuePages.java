package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The revenue of a team's track, entered by month, so that no review asks for it. */
@Controller
class RevenuePages {

    /** Before the amount that a field showed when it was read. */
    private static final String BEFORE = "before-";

    /** The months of a track. */
    record Page(Team team, boolean mayWrite, String lastYear, List<Month> months) {}

    /**
     * A month as it is shown.
     *
     * @param said what was entered, as it is read
     * @param entered the same, as the page was read
     * @param typed what stands in its field
     */
    record Month(
            String id,
            String name,
            String said,
            String entered,
            String typed,
            @Nullable String fault) {}

    private final Teams teams;
    private final Tracks tracks;
    private final Revenues revenues;
    private final ParisCalendar paris;

    RevenuePages(Teams teams, Tracks tracks, Revenues revenues, ParisCalendar paris) {
        this.teams = teams;
        this.tracks = tracks;
        this.revenues = revenues;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/chiffre-affaires")
    ModelAndView all(@PathVariable String team, @RequestParam(defaultValue = "") String fait, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return page(seen, viewer, Map.of(), Map.of(), HttpStatus.OK)
                .addObject("done", fait.equals("saisie") ? "C’est fait : les montants sont enregistrés." : null);
    }

    /** What was left as it stood is not entered: somebody else may have changed it meanwhile. */
    @PostMapping("/equipes/{team}/chiffre-affaires")
    ModelAndView enter(@PathVariable String team, @RequestParam Map<String, String> typed, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        Map<String, String> changed = new LinkedHashMap<>();
        typed.forEach((name, amount) -> {
            String before = typed.get(BEFORE + name);
            if (before != null && !before.equals(amount.strip())) changed.put(name, amount.strip());
        });
        try {
            revenues.enter(tracks.latest(theirs), changed, writer.getName());
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.INVALID) throw refused;
            return page(theirs, writer, typed, refused.errors(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/chiffre-affaires?fait=saisie");
    }

    private ModelAndView page(
            Team team,
            Authentication viewer,
            Map<String, String> typed,
            Map<String, String> faults,
            HttpStatus status) {
        Track track = tracks.latest(team);
        Revenue revenue = revenues.of(track);
        List<Month> months = revenues.open(track).stream()
                .map(month -> month(month, revenue.months().get(month), typed, faults))
                .toList();
        return new ModelAndView("revenue", status)
                .addObject("page", new Page(team, teams.isWrittenBy(viewer, team), lastYear(track, revenue), months))
                .addObject("isRefused", !faults.isEmpty());
    }

    private static Month month(
            YearMonth month, @Nullable BigDecimal amount, Map<String, String> typed, Map<String, String> faults) {
        String id = month.toString();
        String entered = amount == null ? "" : French.amount(amount.doubleValue());
        return new Month(
                id,
                Revenues.inWords(month),
                amount == null ? "–" : French.money(amount.doubleValue()),
                typed.getOrDefault(BEFORE + id, entered),
                typed.getOrDefault(id, entered),
                faults.get(id));
    }

    private String lastYear(Track track, Revenue revenue) {
        return revenue.lastYear(track.startDay(), paris.today())
                .map(year -> inWords(year))
                .orElse("Les douze mois avant celui-ci : aucun montant saisi pour l’instant.");
    }

    /** {@code Les douze mois avant celui-ci : 12 000 €. Mois sans montant : mars 2026.} */
    static String inWords(Revenue.LastYear year) {
        return Wording.typeset("Les douze mois avant celui-ci : ")
                + French.money(year.sum().doubleValue())
                + "."
                + (year.missing().isEmpty()
                        ? ""
                        : Wording.typeset(" Mois sans montant : ")
                                + year.missing().stream().map(Revenues::inWords).collect(Collectors.joining(", "))
                                + ".");
    }
}
