package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tracks with all that is theirs: who interviewed, reviewed, amended statutes, and who recorded apprentices, revenue
 * and what is missing.
 */
@Component
class SignedReviews implements KeptAboutPeople, KeptOfTeams {

    @Override
    public List<Signature> signatures() {
        return List.of(
                MarketRows.INTERVIEWED,
                ReviewRows.REVIEWED,
                StatutesRows.AMENDED,
                ApprenticeRows.RECORDED,
                RevenueRows.ENTERED,
                ShortfallRows.SAID);
    }

    @Override
    public List<Part> parts() {
        return Stream.concat(
                        Stream.of(
                                        "interview",
                                        "partnership",
                                        "grant_application",
                                        "milestone_review",
                                        "track_told",
                                        "apprentice",
                                        "shortfall",
                                        "revenue",
                                        "statutes_version")
                                .map(table ->
                                        new Part(table, "track in (select id from track where team in (:teams))")),
                        Stream.of(new Part("track", "team in (:teams)")))
                .toList();
    }
}
