package fr.jalon.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.link.LinkRows.Counted;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shared links over HTTP. */
@RestController
class LinkController {

    /** @param sure whether a name is meant that resembles another */
    record NewLink(
            @Nullable String destination,
            @Nullable String source,
            @Nullable String medium,
            @Nullable String campaign,
            @Nullable String content,
            @Nullable String label,
            @Nullable Boolean sure) {

        private static String said(@Nullable String value) {
            return Objects.requireNonNullElse(value, "");
        }

        private Links.Asked asked() {
            return new Links.Asked(
                    said(destination), said(source), said(medium), said(campaign), said(content), said(label));
        }
    }

    /**
     * A link and its visits.
     *
     * @param lastSevenDays today's included
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Shown(
            String code,
            String label,
            String shortLink,
            String address,
            String destination,
            String source,
            String medium,
            String campaign,
            String content,
            Instant madeAt,
            @Nullable Instant withdrawnAt,
            long lastSevenDays,
            long total) {}

    private final Teams teams;
    private final Links links;
    private final LinkRows rows;
    private final ParisCalendar paris;

    LinkController(Teams teams, Links links, LinkRows rows, ParisCalendar paris) {
        this.teams = teams;
        this.links = links;
        this.rows = rows;
        this.paris = paris;
    }

    @GetMapping("/api/teams/{team}/links")
    List<Shown> all(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return rows.counted(seen.id(), Links.recent(paris.today()), paris.today()).stream()
                .map(this::shown)
                .toList();
    }

    @PostMapping("/api/teams/{team}/links")
    @ResponseStatus(HttpStatus.CREATED)
    Shown add(@PathVariable String team, @RequestBody NewLink asked, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        SharedLink made = links.add(
                theirs,
                UUID.randomUUID().toString(),
                asked.asked(),
                writer.getName(),
                doubt -> Boolean.TRUE.equals(asked.sure()));
        return shown(new Counted(made, 0, 0));
    }

    private Shown shown(Counted counted) {
        SharedLink link = counted.link();
        return new Shown(
                link.code(),
                link.label(),
                links.shortLink(link),
                link.address(),
                link.destination(),
                link.tags().source(),
                link.tags().medium(),
                link.tags().campaign(),
                link.tags().content(),
                link.madeAt(),
                link.withdrawnAt(),
                counted.between(),
                counted.total());
    }
}
