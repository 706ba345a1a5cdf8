package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files that teams keep. Callers have checked who asks. */
@Service
@EnableConfigurationProperties(FileSettings.class)
public class TeamFiles {

    /** The field of the form. */
    static final String FIELD = "file";

    /** In bytes: what is in memory of a file at once. */
    private static final int PART = 256 * 1024;

    /** A file as it is shown. */
    public record Shown(TeamFile file, String length, String author, String when, boolean mayBeRemoved) {}

    /**
     * A team's files as somebody sees them, and the form that files another.
     *
     * @param id the file to be, so that it is filed once however often the form is sent
     */
    public record Shelf(
            String team,
            List<Shown> files,
            boolean mayFile,
            String id,
            String accepted,
            String hint,
            Map<String, String> faults) {}

    private final TeamFileRows rows;
    private final TeamRows teams;
    private final FileSettings settings;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;

    TeamFiles(
            TeamFileRows rows,
            TeamRows teams,
            FileSettings settings,
            Accounts accounts,
            ParisCalendar paris,
            Clock clock) {
        this.rows = rows;
        this.teams = teams;
        this.settings = settings;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
    }

    /** The files of a team, the latest first; in one query. */
    public List<TeamFile> of(Team team) {
        return rows.of(team.id());
    }

    /**
     * The same as somebody sees them who sees the team.
     *
     * @param names what people are called, by their ids
     */
    public Shelf shelf(Team team, Authentication viewer, List<TeamFile> kept, UnaryOperator<String> names) {
        return shelf(team, viewer, kept, names, UUID.randomUUID().toString(), Map.of());
    }

    Shelf shelf(Team team, Authentication viewer, String id, Map<String, String> faults) {
        List<TeamFile> kept = of(team);
        Circle people = accounts.circle(
                List.of(team.group()), kept.stream().map(TeamFile::author).collect(Collectors.toSet()));
        return shelf(team, viewer, kept, people::nameOf, id, faults);
    }

    private Shelf shelf(
            Team team,
            Authentication viewer,
            List<TeamFile> kept,
            UnaryOperator<String> names,
            String id,
            Map<String, String> faults) {
        long left = settings.quota().toBytes()
                - kept.stream().mapToLong(TeamFile::length).sum();
        return new Shelf(
                team.id(),
                kept.stream()
                        .map(file -> new Shown(
                                file,
                                French.bytes(file.length()),
                                names.apply(file.author()),
                                French.moment(paris.wallClock(file.filedAt())),
                                mayBeRemoved(file, team, viewer)))
                        .toList(),
                Access.of(viewer).writesFor(team),
                id,
                settings.accepted(),
                "%s ; %s au plus par fichier. Il reste %s à l’équipe."
                        .formatted(
                                settings.ends(),
                                French.bytes(settings.size().toBytes()),
                                French.bytes(Math.max(0, left))),
                faults);
    }

    /**
     * Writes what is in a file, part by part.
     *
     * @throws IOException where it has been taken away meanwhile, or whoever reads is gone
     */
    public void copy(TeamFile file, OutputStream to) throws IOException {
        long written = 0;
        for (int position = 0; written < file.length(); position++) {
            byte[] part = rows.part(file.id(), position).orElseThrow(() -> new IOException("taken away: " + file.id()));
            to.write(part);
            written += part.length;
        }
    }

    /** As a browser is told; what the name says, which the content has proved. */
    String mediaType(TeamFile file) {
        return FileType.of(file.name()).orElseThrow().mediaType();
    }

    TeamFile find(Team team, String id) {
        return rows.find(team.id(), id).orElseThrow(() -> Refusal.unknown("Ce fichier est inconnu, ou a été retiré."));
    }

    /**
     * Keeps a file of a team, unless one of its id is kept already.
     *
     * @throws Refusal naming the field, where it is none that the team may keep
     */
    @Transactional
    public void keep(Team team, String id, String typed, Path content, String author) {
        String name = TeamFile.nameOf(typed);
        long length = length(content);
        refuse(name, length, content);
        teams.lock(team.id());
        if (rows.find(team.id(), id).isPresent()) return;
        long left = settings.quota().toBytes() - rows.lengthOf(team.id());
        if (length > left) {
            throw refused(
                    "Les fichiers de l’équipe prennent %s au plus ; il en reste %s, celui-ci en fait %s. Retirez-en un."
                            .formatted(
                                    French.bytes(settings.quota().toBytes()),
                                    French.bytes(Math.max(0, left)),
                                    French.bytes(length)));
        }
        rows.insert(new TeamFile(id, team.id(), name, length, author, clock.instant()));
        try (InputStream source = Files.newInputStream(content)) {
            int position = 0;
            for (byte[] part = source.readNBytes(PART); part.length > 0; part = source.readNBytes(PART)) {
                rows.insertPart(id, position++, part);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void refuse(String name, long length, Path content) {
        if (name.isEmpty()) throw refused("Ce fichier n’a pas de nom, ou son nom n’a pas de fin : .pdf, par exemple.");
        if (length == 0) throw refused("Ce fichier est vide.");
        if (length > settings.size().toBytes()) throw refused(tooLarge());
        Optional<FileType> type = FileType.of(name).filter(settings.types()::contains);
        if (type.isEmpty()) {
            throw refused("« " + name + " » n’est pas d’un type admis : " + settings.ends() + ".");
        }
        try {
            if (!type.get().is(content)) {
                throw refused("Le contenu de « " + name + " » n’est pas celui d’un fichier ."
                        + type.get().end() + " : enregistrez-le de nouveau sous l’un des types admis ("
                        + settings.ends() + ").");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String tooLarge() {
        return "Ce fichier est trop volumineux : "
                + French.bytes(settings.size().toBytes()) + " au plus. Réduisez-le, ou donnez un lien vers lui.";
    }

    static Refusal refused(String message) {
        return Refusal.invalid(FIELD, message);
    }

    private static long length(Path content) {
        try {
            return Files.size(content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whoever filed it takes a file away, or a facilitator. */
    private static boolean mayBeRemoved(TeamFile file, Team team, Authentication who) {
        Access access = Access.of(who);
        return access.groups().contains(Groups.FACILITATORS)
                || access.writesFor(team) && file.author().equals(access.name());
    }

    /**
     * Takes a file away for good; nothing where it is gone.
     *
     * @throws Refusal to whoever may not
     */
    @Transactional
    public void remove(Team team, String id, Authentication who) {
        Optional<TeamFile> file = rows.find(team.id(), id);
        if (file.isEmpty()) return;
        if (!mayBeRemoved(file.get(), team, who)) {
            throw Refusal.conflict("Un fichier se retire par qui l’a déposé, ou par un facilitateur.");
        }
        rows.delete(id);
    }
}
