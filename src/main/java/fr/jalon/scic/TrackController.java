package fr.jalon.scic;

import fr.jalon.team.Teams;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tracks over HTTP. */
@RestController
class TrackController {

    private final Tracks tracks;
    private final Teams teams;

    TrackController(Tracks tracks, Teams teams) {
        this.tracks = tracks;
        this.teams = teams;
    }

    @GetMapping("/api/teams/{team}/track")
    Tracks.View view(@PathVariable String team, Authentication viewer) {
        return tracks.view(teams.writtenBy(viewer, team));
    }
}
