package fr.jalon.measure;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import fr.jalon.team.CohortArchived;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Where teams' audiences are measured. Callers have checked who asks. */
@Service
class Connections implements KeptAboutPeople, KeptOfTeams {

    private static final String SITE = "[1-9]\\d{0,8}";
    private static final String TOKEN = "[\\x21-\\x7e]{8,200}";

    private final MeasureRows rows;
    private final Reach reach;
    private final Seal seal;
    private final Teams teams;
    private final Clock clock;

    Connections(MeasureRows rows, Reach reach, Seal seal, Teams teams, Clock clock) {
        this.rows = rows;
        this.reach = reach;
        this.seal = seal;
        this.teams = teams;
        this.clock = clock;
    }

    Optional<Connection> of(Team team) {
        return rows.find(team.id());
    }

    /** Whether there is a token that this Jalon can open. */
    boolean opens(Connection connection) {
        return opened(connection).isPresent();
    }

    private Optional<String> opened(Connection connection) {
        return Optional.ofNullable(connection.token()).flatMap(token -> seal.open(token, connection.purpose()));
    }

    /** Whether tokens can be kept. */
    boolean isReady() {
        return seal.isReady();
    }

    /**
     * Keeps where a team's audience is measured.
     *
     * @param token empty for the one that is kept, which is void at another address
     * @throws Refusal naming each field that is wrong; if there is no key, or the team's cohort is archived
     */
    void save(Team team, String address, String site, String token, String author) {
        teams.refuseArchived(team);
        if (!isReady()) {
            throw Refusal.conflict("Aucun jeton ne peut être gardé : un administrateur doit d’abord donner une clé à "
                    + "ce Jalon (JALON_MEASURE_KEY).");
        }
        Map<String, String> faults = new LinkedHashMap<>();
        Optional<String> written = reach.address(address);
        if (written.isEmpty()) {
            faults.put(
                    "address",
                    "Une adresse en https:// est attendue, sans numéro de port, sans « ? » ni « # » : "
                            + "https://mesure.exemple.fr.");
        }
        if (!site.matches(SITE)) {
            faults.put("site", "Le numéro du site est un nombre entier, à partir de 1 : « idSite », dans Matomo.");
        }
        Optional<Connection> before = of(team).filter(this::opens);
        Optional<String> kept = before.filter(connection ->
                        written.filter(connection.address()::equals).isPresent())
                .flatMap(this::opened);
        if (token.isEmpty() && kept.isEmpty()) {
            faults.put(
                    "token",
                    before.isPresent()
                            ? "L’adresse change : l’ancien jeton n’y vaut plus. Saisissez celui de la nouvelle adresse."
                            : "Saisissez le jeton que Matomo vous donne (« token_auth »).");
        } else if (!token.isEmpty() && !token.matches(TOKEN)) {
            faults.put(
                    "token", "Un jeton de Matomo est fait de lettres et de chiffres, sans espace : copiez-le entier.");
        }
        if (!faults.isEmpty()) throw Refusal.invalid(faults);
        String where = written.orElseThrow();
        String sealed = seal.seal(token.isEmpty() ? kept.orElseThrow() : token, Connection.purpose(team.id(), where));
        put(team.id(), where, Integer.parseInt(site), sealed, author);
    }

    private void put(String team, String address, int site, String sealed, String author) {
        Instant now = clock.instant();
        if (rows.update(team, address, site, sealed, author, now)) return;
        try {
            rows.insert(team, address, site, sealed, author, now);
        } catch (DuplicateKeyException meanwhile) {
            rows.update(team, address, site, sealed, author, now);
        }
    }

    /** Forgets a team's token; may be repeated. */
    void forgetToken(Team team) {
        rows.forgetToken(team.id());
    }

    /** Nobody is asked any more about teams that have ended. */
    @EventListener
    void archived(CohortArchived event) {
        teams.teamsOf(event.cohort()).forEach(this::forgetToken);
    }

    /** What a team measures stays with it, signed with a pseudonym. */
    @Override
    public List<Signature> signatures() {
        return List.of(MeasureRows.SAVED);
    }

    @Override
    public List<Part> parts() {
        return Stream.of("measure_connection", "measure_day", "measure_origin")
                .map(table -> new Part(table, "team in (:teams)"))
                .toList();
    }
}
