package fr.jalon.portfolio;

import fr.jalon.team.Team;
import fr.jalon.team.TeamFile;
import fr.jalon.team.TeamFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** A team's notebook with all that is the team's: its PDF, and every file of the team beside it. */
@Component
class NotebookArchive {

    private static final String FOLDER = "fichiers/";

    private final TeamFiles files;

    NotebookArchive(TeamFiles files) {
        this.files = files;
    }

    /** Writes it as a ZIP, one file after the other; where one fails, it lacks its end, and nobody can open it. */
    void write(Team team, byte[] pdf, OutputStream to) throws IOException {
        List<TeamFile> kept = files.of(team);
        // Not closed where something fails: that would end it as if it were whole.
        ZipOutputStream zip = new ZipOutputStream(to);
        zip.putNextEntry(new ZipEntry("carnet-" + team.id() + ".pdf"));
        zip.write(pdf);
        Set<String> taken = new HashSet<>();
        for (int oldest = kept.size() - 1; oldest >= 0; oldest--) {
            TeamFile file = kept.get(oldest);
            zip.putNextEntry(entry(distinct(file.name(), taken), file.filedAt()));
            files.copy(file, zip);
        }
        zip.finish();
    }

    private static ZipEntry entry(String name, Instant at) {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setLastModifiedTime(FileTime.from(at));
        return entry;
    }

    /** A name that every system can unpack, and none of those before it: {@code maquette.png, maquette (2).png}. */
    static String distinct(String name, Set<String> taken) {
        String plain = name.replaceAll("[<>:\"|?*]", "_");
        int dot = plain.lastIndexOf('.');
        String free = plain;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = plain.substring(0, dot) + " (" + number + ")" + plain.substring(dot);
        }
        return free;
    }
}
