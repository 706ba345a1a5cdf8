package fr.jalon.construction;

import fr.jalon.Refusal;
import fr.jalon.chain.Chain;
import fr.jalon.engine.http.Printer;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** The pack of a construction's committee: to read, to print, and for programs. */
@Controller
class PackPages {

    /**
     * A decision in words.
     *
     * @param learnt what a construction that was stopped has taught; null where it went on
     */
    record Decided(
            int month,
            String decision,
            String reason,
            @Nullable String learnt,
            String by,
            String when,
            String hash) {}

    /** @param visits of all months that know them */
    record Page(
            Team team,
            String journey,
            Pack pack,
            CommitteeFacts facts,
            String visits,
            List<Decided> decisions,
            Chain.Verification chain) {}

    /** For programs. */
    record Export(Pack pack, List<CommitteeDecision> decisions, Chain.Verification verification) {}

    private final Teams teams;
    private final Journeys journeys;
    private final Constructions constructions;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final ITemplateEngine templates;
    private final Printer printer;

    PackPages(
            Teams teams,
            Journeys journeys,
            Constructions constructions,
            Accounts accounts,
            ParisCalendar paris,
            ITemplateEngine templates,
            Printer printer) {
        this.teams = teams;
        this.journeys = journeys;
        this.constructions = constructions;
        this.accounts = accounts;
        this.paris = paris;
        this.templates = templates;
        this.printer = printer;
    }

    @GetMapping("/equipes/{team}/construction/{journey}")
    String one(@PathVariable String team, @PathVariable String journey, Authentication viewer, Model model) {
        Team seen = teams.seenBy(viewer, team);
        model.addAttribute("page", page(seen, of(seen, journey)));
        model.addAttribute("isStaff", Groups.areOfStaff(Groups.of(viewer)));
        model.addAttribute("cohort", teams.cohort(seen.cohort()));
        return "pack";
    }

    /** The same on paper. */
    @GetMapping(path = "/equipes/{team}/construction/{journey}/dossier.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> printed(@PathVariable String team, @PathVariable String journey, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        Journey its = of(seen, journey);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"comite-" + seen.id() + ".pdf\"")
                .body(printer.pdf(() -> {
                    Context context = new Context(Locale.FRANCE);
                    context.setVariable("page", page(seen, its));
                    return templates.process("pack-paper", context);
                }));
    }

    @GetMapping(path = "/api/teams/{team}/constructions/{journey}/pack", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Export export(@PathVariable String team, @PathVariable String journey, Authentication viewer) {
        Journey its = of(teams.seenBy(viewer, team), journey);
        return new Export(constructions.pack(its), constructions.decisions(its.id()), constructions.verify(its.id()));
    }

    /** @throws Refusal if the team has no construction of that id */
    private Journey of(Team team, String journey) {
        return journeys.find(journey)
                .filter(found -> found.team().equals(team.id()) && found.kind().equals(Constructions.PROCESS))
                .orElseThrow(() -> Refusal.unknown("Cette construction est inconnue."));
    }

    private Page page(Team team, Journey journey) {
        Pack pack = constructions.pack(journey);
        List<CommitteeDecision> decisions = constructions.decisions(journey.id());
        Map<String, String> names = accounts.names(
                decisions.stream().map(each -> each.verdict().by()).distinct().toList());
        return new Page(
                team,
                journey.id(),
                pack,
                CommitteeFacts.of(pack, ""),
                visits(pack.totals()),
                decisions.stream().map(each -> decided(each, names)).toList(),
                constructions.verify(journey.id()));
    }

    private static String visits(Pack.Totals totals) {
        return totals.visits() == null
                ? "inconnues"
                : French.number(totals.visits()) + " ("
                        + (totals.monthsWithVisits() == 1
                                ? "un mois connu"
                                : totals.monthsWithVisits() + " mois connus")
                        + ")";
    }

    private Decided decided(CommitteeDecision each, Map<String, String> names) {
        CommitteeDecision.Verdict verdict = each.verdict();
        return new Decided(
                each.month(),
                verdict.next().words(),
                verdict.reason(),
                verdict.learnt(),
                names.getOrDefault(verdict.by(), verdict.by()),
                French.moment(paris.wallClock(verdict.at())),
                String.valueOf(each.hash()));
    }
}
